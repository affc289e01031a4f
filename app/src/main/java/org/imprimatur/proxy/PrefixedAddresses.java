package org.imprimatur.proxy;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.context.IWebContext;
import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Puts the prefix under which a proxy serves us before each address in a page. So templates say {@code /inbox} and need
 * not know of any; what {@code @{…}} wrote has it already.
 */
class PrefixedAddresses extends AbstractProcessorDialect {

    private static final Set<String> ATTRIBUTES = Set.of(
            "href",
            "src",
            "action",
            "formaction",
            "poster",
            "hx-get",
            "hx-post",
            "hx-put",
            "hx-patch",
            "hx-delete",
            "hx-push-url",
            "data-address",
            "data-way",
            "data-pictures");

    /** After all that compute an attribute. */
    private static final int LAST = StandardDialect.PROCESSOR_PRECEDENCE + 1_000_000;

    PrefixedAddresses() {
        super("Prefixed addresses", null, LAST);
    }

    @Override
    public Set<IProcessor> getProcessors(@Nullable String dialectPrefix) {
        return ATTRIBUTES.stream().map(Prefixed::new).collect(Collectors.toSet());
    }

    private static final class Prefixed extends AbstractAttributeTagProcessor {

        Prefixed(String attribute) {
            super(TemplateMode.HTML, null, null, false, attribute, false, LAST, false);
        }

        @Override
        protected void doProcess(
                ITemplateContext context,
                IProcessableElementTag tag,
                AttributeName attribute,
                @Nullable String address,
                IElementTagStructureHandler handler) {
            var prefix = context instanceof IWebContext web
                    ? web.getExchange().getRequest().getApplicationPath()
                    : "";
            if (address != null && isOurs(address) && !prefix.isEmpty() && !address.startsWith(prefix + "/")) {
                handler.setAttribute(attribute.getAttributeName(), prefix + address);
            }
        }

        private static boolean isOurs(String address) {
            return address.startsWith("/") && !address.startsWith("//");
        }
    }
}
