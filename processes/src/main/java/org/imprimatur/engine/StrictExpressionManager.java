package org.imprimatur.engine;

import java.beans.FeatureDescriptor;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ArrayELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ListELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.MapELResolver;
import org.jspecify.annotations.Nullable;

/**
 * Expressions read variables and name delegates. They reach no object of the engine, no property of a Java object and no
 * method, so that neither a model nor a stored filter nor a query can run code.
 */
class StrictExpressionManager extends JuelExpressionManager {

    private static final Set<String> ENGINE_OBJECTS = Set.of("execution", "task", "caseExecution", "externalTask");

    private final Palette palette;

    StrictExpressionManager(Palette palette) {
        this.palette = palette;
    }

    @Override
    protected ELResolver createElResolver() {
        var resolver = new CompositeELResolver();
        resolver.add(new Refusal());
        resolver.add(new VariableScopeElResolver());
        resolver.add(new VariableContextElResolver());
        resolver.add(new PaletteResolver(palette));
        resolver.add(new ArrayELResolver(true));
        resolver.add(new ListELResolver(true));
        resolver.add(new MapELResolver(true));
        return resolver;
    }

    /** First in the row: throws for whatever is more than reading a value. */
    private static final class Refusal extends ReadOnlyResolver {

        @Override
        public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
            if (base == null) {
                if (property instanceof String name && ENGINE_OBJECTS.contains(name)) {
                    throw new ELException("An expression cannot use " + name + ": only variables are within its reach");
                }
            } else if (!(base instanceof Map
                    || base instanceof List
                    || base.getClass().isArray())) {
                throw new ELException("An expression cannot look into a "
                        + base.getClass().getSimpleName() + ": only maps, lists and arrays have parts");
            }
            return null;
        }

        @Override
        public Object invoke(
                ELContext context,
                @Nullable Object base,
                @Nullable Object method,
                Class<?> @Nullable [] types,
                Object @Nullable [] arguments) {
            throw new ELException("An expression cannot call " + method + ": it reads, and does nothing");
        }

        @Override
        public void setValue(
                ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
            throw new ELException("An expression cannot set " + property + ": it reads, and does nothing");
        }
    }

    /** Delegates by name, where a process runs; a query has no such scope and so sees none of them. */
    private static final class PaletteResolver extends ReadOnlyResolver {

        private final Palette palette;

        PaletteResolver(Palette palette) {
            this.palette = palette;
        }

        @Override
        public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
            if (base == null
                    && context.getContext(VariableScope.class) != null
                    && property instanceof String name
                    && palette.has(name)) {
                context.setPropertyResolved(true);
                return palette.delegate(name);
            }
            return null;
        }
    }

    private abstract static class ReadOnlyResolver extends ELResolver {

        @Override
        public void setValue(
                ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
            // not resolved here, and refused before
        }

        @Override
        public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
            return true;
        }

        @Override
        public @Nullable Class<?> getType(ELContext context, @Nullable Object base, @Nullable Object property) {
            return null;
        }

        @Override
        public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
            return null;
        }

        @Override
        public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
            return Object.class;
        }
    }
}
