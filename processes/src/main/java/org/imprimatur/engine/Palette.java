package org.imprimatur.engine;

import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;

/**
 * What a model may call: the delegates by their bean names, {@code camunda:delegateExpression="${publish}"}, and nothing
 * else of the application. Delegates are fetched when a process needs them, since the engine starts before them.
 */
@Component
class Palette {

    private final ListableBeanFactory beans;

    Palette(ListableBeanFactory beans) {
        this.beans = beans;
    }

    Set<String> names() {
        return new TreeSet<>(Set.of(beans.getBeanNamesForType(JavaDelegate.class, true, false)));
    }

    boolean has(String name) {
        return beans.containsBean(name) && beans.isTypeMatch(name, JavaDelegate.class);
    }

    JavaDelegate delegate(String name) {
        return beans.getBean(name, JavaDelegate.class);
    }
}
