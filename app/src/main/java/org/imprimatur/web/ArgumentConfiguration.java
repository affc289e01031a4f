package org.imprimatur.web;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What controllers may ask for as a parameter. */
@Configuration(proxyBeanMethods = false)
class ArgumentConfiguration implements WebMvcConfigurer {

    private final PersonArgument person;
    private final BrandArgument brand;

    ArgumentConfiguration(PersonArgument person, BrandArgument brand) {
        this.person = person;
        this.brand = brand;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(person);
        resolvers.add(brand);
    }
}
