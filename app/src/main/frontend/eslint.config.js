import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules"] },
  js.configs.recommended,
  tseslint.configs.strict,
  {
    files: ["src/**/*.ts"],
    rules: {
      "no-console": "error",
      eqeqeq: "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "Literal[regex.pattern=/\\)([*+]|\\{\\d+,\\})/]",
          message: "A repeated group takes time without a limit on what people type. Write a loop.",
        },
        {
          selector: "CallExpression[callee.property.name='addEventListener'][arguments.0.value=/^key/]",
          message: "Use onKeydown or onKeyup of key-events.ts: keys of an input method are not for us.",
        },
        {
          selector: "AssignmentExpression[left.property.name=/^onkey/]",
          message: "Use onKeydown or onKeyup of key-events.ts: keys of an input method are not for us.",
        },
      ],
    },
  },
  { files: ["src/**/*.test.ts"], rules: { "no-restricted-syntax": "off" } },
);
