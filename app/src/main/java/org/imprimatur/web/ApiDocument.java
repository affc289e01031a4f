package org.imprimatur.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.imprimatur.people.Brand;
import org.imprimatur.people.Person;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;

/** What {@code /api/openapi.json} says of the API as a whole. */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    private static final String PROBLEM = "Problem";

    private static final String WORDS = """
            From a draft to a published post. What the portal can do, this can do.

            **Errors** are problems (RFC 9457, `application/problem+json`) with a `detail` in words and, where one is \
            known, the `field` they are about. What belongs to a brand that is not yours answers 404, as if it did not exist.

            **Versions**: a post's `version` counts saves. A change needs `If-Match: "<version>"`. \
            A decision is bound to the `hash` of the version that was looked at.

            **Pages**: lists answer `next`, a cursor to be sent back as `cursor`; null at the end.

            **Repeating**: a POST with an `Idempotency-Key` takes effect once, however often it is sent. Its first \
            answer comes again for 24 hours; refusals are not kept.""";

    static {
        // what a controller gets from the door, nobody sends
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Person.class, Brand.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Imprimatur")
                        .version("1")
                        .description(WORDS)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("A personal access token, made at /account/tokens"))
                        .addSecuritySchemes(
                                "password",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic")
                                        .description("By hand only: checking a password takes a while each time")))
                .addSecurityItem(new SecurityRequirement().addList("token"))
                .addSecurityItem(new SecurityRequirement().addList("password"));
    }

    /** Names an operation after its room and what it does: {@code posts-submit}. */
    @Bean
    OperationCustomizer speakingIds() {
        return (operation, handler) -> operation.operationId(
                handler.getBeanType().getSimpleName().replace("Api", "").toLowerCase(Locale.ROOT) + "-"
                        + handler.getMethod().getName());
    }

    /** The refusals that any call may meet; what is special about one stands at its controller. */
    @Bean
    OpenApiCustomizer refusals() {
        return document -> {
            document.getComponents().addSchemas(PROBLEM, problem());
            document.getPaths().values().forEach(path -> path.readOperationsMap()
                    .forEach((method, operation) -> {
                        var parameters = Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of());
                        var changes = method != PathItem.HttpMethod.GET;
                        var body = operation.getRequestBody() != null;
                        refusal(operation, true, 400, "It cannot be read, or its Idempotency-Key cannot stand");
                        refusal(operation, true, 401, "Nobody is signed in, or the token does not hold");
                        refusal(operation, true, 403, "Not for this person");
                        refusal(
                                operation,
                                inPath(parameters),
                                404,
                                "There is nothing here, or it belongs to a brand that is not yours");
                        refusal(operation, true, 406, "It answers JSON alone");
                        refusal(operation, changes, 409, "Something else happened meanwhile; the detail says what");
                        refusal(operation, body, 415, "The body is of another type than is read here");
                        refusal(operation, true, 422, "Something in it cannot stand; field says what");
                        refusal(
                                operation,
                                true,
                                429,
                                "Too many wrong passwords, sign-ins or calls in progress; Retry-After says when to try again");
                        operation.getResponses().forEach(ApiDocument::asProblem);
                    }));
        };
    }

    private static boolean inPath(List<Parameter> parameters) {
        return parameters.stream().anyMatch(parameter -> "path".equals(parameter.getIn()));
    }

    /** Where a controller already says what a status means, its words stay. */
    private static void refusal(Operation operation, boolean possible, int status, String words) {
        if (possible) {
            operation.getResponses().computeIfAbsent(Integer.toString(status), key -> new ApiResponse()
                    .description(words));
        }
    }

    /** Whatever is refused is told in the same form. */
    private static void asProblem(String status, ApiResponse response) {
        if (status.startsWith("4")) {
            response.setContent(new Content()
                    .addMediaType(
                            MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            new io.swagger.v3.oas.models.media.MediaType()
                                    .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
        }
    }

    private static Schema<?> problem() {
        var problem = new JsonSchema();
        problem.typesItem("object").description("A refusal in words (RFC 9457)");
        problem.addProperty("type", text("stable, for programs", "/problems/invalid-input"));
        problem.addProperty("title", text("the status in words", "Unprocessable Entity"));
        problem.addProperty("status", new JsonSchema().typesItem("integer").example(422));
        problem.addProperty("detail", text("for people: what is wrong, and the way on", "Give it a title."));
        problem.addProperty("instance", text("the address that was called", "/api/brands/aurora/posts"));
        problem.addProperty("field", text("what it is about, as in the body or the query", "title"));
        problem.setRequired(List.of("type", "title", "status", "detail"));
        return problem;
    }

    private static Schema<?> text(String description, String example) {
        return new JsonSchema().typesItem("string").description(description).example(example);
    }
}
