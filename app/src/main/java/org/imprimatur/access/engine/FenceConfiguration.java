package org.imprimatur.access.engine;

import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.imprimatur.approval.Claims;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.people.Permissions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The order at Camunda's side door: Spring Security, the fence, the shared sign-in, then Camunda's own filters. */
@Configuration(proxyBeanMethods = false)
class FenceConfiguration {

    private static final int FENCE = 200;
    private static final int SIGN_IN = 201;

    @Bean
    FilterRegistrationBean<Fence> fence(
            ObjectProvider<TaskService> tasks,
            ObjectProvider<Claims> claims,
            ObjectProvider<Inbox> inbox,
            Permissions permissions) {
        var registration = new FilterRegistrationBean<>(
                new Fence(new Unclaim(tasks, claims), new TaskVisibility(inbox, permissions)));
        registration.addUrlPatterns("/camunda/api/*");
        registration.setOrder(FENCE);
        return registration;
    }

    @Bean
    FilterRegistrationBean<SharedSignInFilter> sharedSignIn() {
        var registration = new FilterRegistrationBean<>(new SharedSignInFilter());
        registration.setInitParameters(Map.of("authentication-provider", SharedSignIn.class.getName()));
        registration.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        registration.setOrder(SIGN_IN);
        return registration;
    }
}
