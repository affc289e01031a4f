package org.imprimatur.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;

/**
 * What Vite built: the addresses of the script and the styles that every page loads. They carry a hash of their content
 * and may be kept for ever. Islands are fetched by the script itself.
 */
@Component("build")
public class FrontendBuild {

    private static final String ENTRY = "src/app.ts";
    private static final String WEBAPPS = "src/webapps.ts";
    private static final String FEED = "src/styles/feed.css";
    private static final String BASE = "/build/";

    private final Resource manifest;
    private final ObjectMapper json;
    private volatile @Nullable Files files;

    FrontendBuild(ResourceLoader loader, ObjectMapper json) {
        this.manifest = loader.getResource("classpath:static/build/manifest.json");
        this.json = json;
    }

    /** Address of the module that starts everything. */
    public String getModule() {
        return files().script;
    }

    /** Address of the module for Camunda's webapps. */
    public String getWebappModule() {
        return files().webapps;
    }

    /** Addresses of the style sheets, in their order. */
    public List<String> getStyles() {
        return files().styles;
    }

    /** Address of the style sheet of the public feeds, which need nothing else. */
    public String getFeedStyle() {
        return files().feed;
    }

    private Files files() {
        try {
            var known = files;
            var changed = manifest.isFile() ? manifest.lastModified() : 0; // a jar's never does
            if (known == null || known.changed != changed) {
                known = read(changed);
                files = known;
            }
            return known;
        } catch (IOException e) {
            throw new UncheckedIOException("The front end is not built: run npm ci and npm run build", e);
        }
    }

    private Files read(long changed) throws IOException {
        JsonNode built;
        try (var stream = manifest.getInputStream()) {
            built = json.readTree(stream);
        }
        var entry = built.path(ENTRY);
        var styles = new ArrayList<String>();
        entry.path("css").forEach(style -> styles.add(BASE + style.asText()));
        return new Files(
                BASE + entry.path("file").asText(),
                BASE + built.path(WEBAPPS).path("file").asText(),
                List.copyOf(styles),
                BASE + built.path(FEED).path("file").asText(),
                changed);
    }

    private record Files(String script, String webapps, List<String> styles, String feed, long changed) {}
}
