package org.imprimatur.engine;

import java.util.Map;
import java.util.Set;

/**
 * The elements of a model language that are allowed, each with its attributes.
 *
 * @param elements local or {@code camunda:} name to the attributes it may have; attributes of Camunda's namespace read
 *     {@code camunda:name}
 * @param namespaces of the language itself
 * @param drawing namespaces of its pictures, which do nothing and so are allowed wholly
 * @param feel elements whose text is FEEL
 */
record ModelWords(Map<String, Set<String>> elements, Set<String> namespaces, Set<String> drawing, Set<String> feel) {

    static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    static final String CAMUNDA_DMN = "http://camunda.org/schema/1.0/dmn";
    static final String MODELER = "http://camunda.org/schema/modeler/1.0";
    static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
}
