package org.imprimatur.startup;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

class OnSetting implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var condition = metadata.getAnnotations().get(ConditionalOnSetting.class);
        boolean hasValue = StringUtils.hasText(context.getEnvironment().getProperty(condition.getString("value")));
        return hasValue != condition.getBoolean("missing");
    }
}
