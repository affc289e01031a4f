package org.imprimatur.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The task forms that come with the product. A form is a script in somebody's browser, so only these are deployed. */
@Component
class PackagedForms {

    private final Map<String, byte[]> forms = new TreeMap<>();

    PackagedForms() {
        try {
            for (var form : new PathMatchingResourcePatternResolver().getResources("classpath*:forms/*.html")) {
                forms.put(String.valueOf(form.getFilename()), form.getContentAsByteArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Iterable<String> names() {
        return forms.keySet();
    }

    boolean has(String name) {
        return forms.containsKey(name);
    }

    byte @Nullable [] bytes(String name) {
        return forms.get(name);
    }

    /** Whether this is the packaged form, to the byte. */
    boolean isPackaged(String name, byte[] content) {
        return Arrays.equals(forms.get(name), content);
    }
}
