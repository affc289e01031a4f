package org.imprimatur.idempotency;

import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Puts the filter behind the door, since a key belongs to a person, and the header into the API's document. */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {

    /** What stands around the largest file in an upload. */
    private static final DataSize AROUND_A_FILE = DataSize.ofKilobytes(64);

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
            KeyRepository keys,
            RunningCalls running,
            Whereabouts whereabouts,
            @Value("${imprimatur.uploads.limit:2GB}") DataSize file) {
        var most = DataSize.ofBytes(file.toBytes() + AROUND_A_FILE.toBytes());
        var filter = new FilterRegistrationBean<>(new IdempotencyFilter(keys, running, whereabouts, most));
        filter.addUrlPatterns("/api/*");
        filter.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 2);
        return filter;
    }

    @Bean
    FilterRegistrationBean<RepeatedFormFilter> repeatedForms(
            KeyRepository keys, RunningCalls running, MessageSource messages) {
        var filter = new FilterRegistrationBean<>(new RepeatedFormFilter(keys, running, messages));
        filter.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 2);
        return filter;
    }

    @Bean
    OpenApiCustomizer idempotencyKeyOnEachPost() {
        return document -> document.getPaths().values().forEach(path -> {
            if (path.getPost() != null) {
                path.getPost().addParametersItem(header());
            }
        });
    }

    private static HeaderParameter header() {
        var header = new HeaderParameter();
        header.name(IdempotencyFilter.KEY)
                .description(
                        "Send the same call again under the same key, best a random UUID, and it takes effect once:"
                                + " for 24 hours the first answer comes again, with the header Idempotency-Replayed. With another body"
                                + " it is 422. While the first call runs it is 409; also when it took effect but its answer was lost,"
                                + " and then the answer says where to look. Refusals are not kept.")
                .schema(new StringSchema().minLength(1).maxLength(Key.LONGEST).pattern("^[ -~]*[!-~][ -~]*$"))
                .example("9f1c1f0e-6c7a-4a55-9d0e-2b8f6f1f7d11");
        return header;
    }
}
