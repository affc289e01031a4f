package org.imprimatur.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /api/openapi.json} says of the API as a whole. */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    private static final String WORDS = """
            From a draft to a published post. What the portal can do, this can do.

            **Errors** are problems (RFC 9457, `application/problem+json`) with a `detail` in words and, where one is \
            known, the `field` they are about. What belongs to a brand that is not yours answers 404, as if it did not exist.

            **Versions**: a post's `version` counts saves. A change needs `If-Match: "<version>"`. \
            A decision is bound to the `hash` of the version that was looked at.

            **Pages**: lists answer `next`, a cursor to be sent back as `cursor`; null at the end.""";

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
}
