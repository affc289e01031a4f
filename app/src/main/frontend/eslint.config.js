import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules"] },
  js.configs.recommended,
  tseslint.configs.strict,
  { files: ["src/**/*.ts"], rules: { "no-console": "error", eqeqeq: "error" } },
  {
    files: ["src/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "Literal[regex.pattern=/\\)([*+]|\\{\\d+,\\})/]",
          message: "A repeated group takes time without a limit on what people type. Write a loop.",
        },
      ],
    },
  },
);
