package org.imprimatur.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the API's document what the types of our records say: what may be null, and that the rest is always there. */
@Component
class RecordSchemas implements ModelConverter {

    private static final String REFERENCE = "#/components/schemas/";

    private final Map<String, Class<?>> known = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        var schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        var raw = TypeFactory.defaultInstance().constructType(type.getType()).getRawClass();
        if (schema != null && raw.isRecord()) {
            var reference = schema.get$ref();
            var model = reference == null ? schema : context.getDefinedModels().get(named(reference, raw));
            if (model != null && model.getProperties() != null) {
                tell(raw.getRecordComponents(), model);
            }
        }
        return schema;
    }

    /** One name tells one record, or the document would say of one what is true of the other. */
    private String named(String reference, Class<?> raw) {
        var name = reference.substring(REFERENCE.length());
        var first = known.putIfAbsent(name, raw);
        if (first != null && first != raw) {
            throw new IllegalStateException("The API's document would call both " + first.getName() + " and "
                    + raw.getName() + " " + name + ": name one of them with @Schema");
        }
        return name;
    }

    private static void tell(RecordComponent[] components, Schema<?> model) {
        @SuppressWarnings("rawtypes") // as the library has it
        Map<String, Schema> properties = model.getProperties();
        for (var component : components) {
            var property = properties.get(component.getName());
            if (property == null) {
                continue;
            }
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                properties.put(component.getName(), orNull(property));
            }
            if (isAlwaysThere(component)) {
                require(model, component.getName());
            }
        }
    }

    /** What is sent may be left out when it may be null; what is answered says null, unless it is left out then. */
    private static boolean isAlwaysThere(RecordComponent component) {
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && !component.isAnnotationPresent(JsonInclude.class);
    }

    private static void require(Schema<?> model, String name) {
        if (model.getRequired() == null || !model.getRequired().contains(name)) {
            model.addRequiredItem(name);
        }
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            return new JsonSchema()
                    .anyOf(List.of(new JsonSchema().$ref(property.get$ref()), new JsonSchema().typesItem("null")))
                    .description(property.getDescription());
        }
        Set<String> types =
                property.getTypes() == null ? new LinkedHashSet<>() : new LinkedHashSet<>(property.getTypes());
        if (types.isEmpty() && property.getType() != null) {
            types.add(property.getType());
        }
        if (!types.isEmpty()) {
            types.add("null");
            property.setTypes(types);
        }
        return property;
    }
}
