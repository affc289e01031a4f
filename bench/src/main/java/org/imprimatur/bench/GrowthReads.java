package org.imprimatur.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** Every page and every GET of the API, as somebody asks for them at one product. */
final class GrowthReads {

    /** What is measured at both sizes. {@code {names}} in addresses stand for things that {@link #names} finds. */
    private static final List<Read> READS = List.of(
            page("creator", "/?brand={brand}"),
            page("reviewer", "/?brand={brand}"),
            page("admin", "/"),
            page("creator", "/posts?brand={brand}"),
            page("creator", "/posts?brand={brand}&state=published"),
            page("creator", "/posts?brand={brand}&q={word}"),
            page("creator", "/posts?brand={brand}&q={rare}").upTo(250),
            page("creator", "/posts?brand={brand}&q=no-such-word-anywhere"),
            page("creator", "/posts/new?brand={brand}"),
            page("creator", "/posts/pictures?brand={brand}"),
            page("creator", "/posts/{draft}"),
            page("creator", "/posts/{published}"),
            page("creator", "/posts/{published}/way"),
            page("manager", "/posts/{approved}/withdraw"),
            page("creator", "/library?brand={brand}").upTo(150),
            page("creator", "/library?brand={brand}&state=cataloged").upTo(150),
            page("creator", "/library?brand={brand}&q={word}").upTo(150),
            page("creator", "/library?brand={brand}&q={rare}").upTo(250),
            page("creator", "/library/{asset}?brand={brand}").upTo(150),
            page("creator", "/library/{asset}/card?brand={brand}"),
            page("creator", "/inbox"),
            page("reviewer", "/inbox"),
            page("manager", "/inbox"),
            page("librarian", "/inbox"),
            page("reviewer", "/inbox/{task}"),
            page("reviewer", "/review/{task}/preview"),
            page("reviewer", "/review/{task}/form"),
            page("reviewer", "/review/next/{kind}/{approved}"),
            page("creator", "/account/password"),
            page("creator", "/account/tokens"),
            page("creator", "/api"),
            page("creator", "/session"),
            page("creator", "/session/webapp"),
            page("admin", "/admin/people"),
            page("admin", "/admin/people/{person}"),
            page("admin", "/admin/people/{person}/deactivate"),
            page("admin", "/admin/brands/{brand}/file-kinds"),
            page(null, "/sign-in"),
            page(null, "/feeds/{brand}"),
            page(null, "/feeds/{brand}.atom"),
            page(null, "/feeds/{brand}.json"),
            page(null, "/feeds/{brand}/posts/{published}"),
            page(null, "/feeds/{media-brand}/media/{media}"),
            page(null, "/actuator/health"),
            api("creator", "/api/openapi.json"),
            api("creator", "/api/channels"),
            api("creator", "/api/brands/{brand}/posts"),
            api("creator", "/api/brands/{brand}/posts?state=draft"),
            api("creator", "/api/brands/{brand}/posts?limit=200"),
            api("creator", "/api/brands/{brand}/posts?q={word}"),
            api("creator", "/api/brands/{brand}/posts?q={rare}").upTo(250),
            api("creator", "/api/posts/{published}"),
            api("manager", "/api/posts/{published}/publications"),
            api("manager", "/api/brands/{brand}/publications"),
            api("creator", "/api/brands/{brand}/assets"),
            api("creator", "/api/brands/{brand}/assets?state=rejected"),
            api("creator", "/api/brands/{brand}/assets?q={word}"),
            api("creator", "/api/brands/{brand}/assets?q={rare}").upTo(250),
            api("creator", "/api/assets/{asset}"),
            api("creator", "/api/assets/{asset}/content"),
            api("creator", "/api/assets/{asset}/renditions/thumbnail"),
            api("reviewer", "/api/tasks"),
            api("reviewer", "/api/tasks?brand={brand}&kind=decision&limit=200"),
            api("reviewer", "/api/tasks?overdue=true"),
            api("reviewer", "/api/tasks/{task}"),
            api("reviewer", "/api/tasks/{task}/comment-draft"),
            api("admin", "/api/people"),
            api("admin", "/api/people/{person}"),
            api("admin", "/api/brands"),
            api("admin", "/api/brands/{brand}/file-kinds"),
            api("creator", "/api/tokens"),
            api("creator", "/api/account"),
            api("admin", "/api/reconciliations/latest"),
            api("admin", "/api/audit/verify").unlimited());

    private final String address;
    private final Map<String, String> names;
    private final Map<String, Api> apis = new HashMap<>();
    private final Map<String, PortalSession> sessions = new HashMap<>();
    private final Map<String, String> accounts;
    private final String password;

    /**
     * @param person role of the demo, null for nobody
     * @param most milliseconds that p95 may take
     */
    record Read(@Nullable String person, boolean page, String path, int most) {

        Read upTo(int milliseconds) {
            return new Read(person, page, path, milliseconds);
        }

        /** What reads all there is has no aim. */
        Read unlimited() {
            return upTo(0);
        }
    }

    private static Read page(@Nullable String person, String path) {
        return new Read(person, true, path, 100);
    }

    private static Read api(String person, String path) {
        return new Read(person, false, path, 100);
    }

    /** @param accounts names of those who play the demo's roles; those that are not in it have the demo's password */
    GrowthReads(String address, String brand, Map<String, String> accounts, String password, Map<String, String> words)
            throws Exception {
        this.address = address;
        this.accounts = accounts;
        this.password = password;
        this.names = names(brand, words);
    }

    private Map<String, String> names(String brand, Map<String, String> words) throws Exception {
        var names = new HashMap<>(words);
        names.put("brand", brand);
        names.put("kind", "post");
        names.put("person", accounts.getOrDefault("creator", "creator"));
        for (var state : List.of("draft", "published", "approved")) {
            names.put(state, id(api("creator").get("/api/brands/" + brand + "/posts?state=" + state)));
        }
        names.put("asset", id(api("creator").get("/api/brands/" + brand + "/assets?state=approved")));
        for (var task : api("reviewer").get("/api/tasks?kind=decision&brand=" + brand + "&limit=200")) {
            if (task.at("/subject/kind").asText("post").equals("post")) {
                names.put("task", task.required("id").textValue());
            }
        }
        return names;
    }

    private static String id(JsonNode page) {
        return page.required("items").get(0).required("id").textValue();
    }

    String name(String of) {
        return Objects.requireNonNull(names.get(of), of);
    }

    void name(String of, String name) {
        names.put(of, name);
    }

    private Api api(String person) throws Exception {
        var known = apis.get(person);
        if (known == null) {
            known = Api.signedIn(address, accounts.getOrDefault(person, person), password(person));
            apis.put(person, known);
        }
        return known;
    }

    private String password(String person) {
        return accounts.containsKey(person) ? password : "demo";
    }

    /** Milliseconds until the answer is read to its end. */
    double read(Read read) throws Exception {
        var path = read.path;
        for (var name : names.entrySet()) {
            path = path.replace("{" + name.getKey() + "}", name.getValue());
        }
        var person = String.valueOf(read.person);
        var begin = 0L;
        int status;
        if (read.page) {
            var session = sessions.get(person);
            if (session == null) {
                var account = read.person == null ? null : accounts.getOrDefault(read.person, read.person);
                session = new PortalSession(address, account, password(person));
                sessions.put(person, session);
            }
            begin = System.nanoTime();
            status = session.status(path);
        } else {
            var api = api(person);
            begin = System.nanoTime();
            status = api.status(path);
        }
        if (status >= 400) {
            throw new IOException(path + " for " + person + " answered " + status);
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    /** @throws IllegalStateException when the product answers GET at an address that nothing here reads */
    static List<Read> all() {
        var read = new TreeSet<String>();
        READS.forEach(each -> read.add(pattern(each.path)));
        var missing = mapped();
        missing.removeIf(mapped -> read.stream().anyMatch(each -> each.equals(pattern(mapped))));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Nothing reads " + missing + "; add them to GrowthReads");
        }
        return READS;
    }

    /** Without parameters and the names of variables. */
    private static String pattern(String path) {
        return path.replaceFirst("\\?.*", "").replaceAll("\\{[^}]*}", "*");
    }

    private static Set<String> mapped() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        var paths = new TreeSet<String>();
        for (var found : scanner.findCandidateComponents("org.imprimatur")) {
            var type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
            var above = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
            for (var method : type.getDeclaredMethods()) {
                var mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                if (mapping != null && Arrays.asList(mapping.method()).contains(RequestMethod.GET)) {
                    for (var prefix : paths(above)) {
                        for (var path : paths(mapping)) {
                            paths.add(prefix + path);
                        }
                    }
                }
            }
        }
        return paths;
    }

    private static List<String> paths(@Nullable RequestMapping mapping) {
        return mapping == null || mapping.path().length == 0 ? List.of("") : new ArrayList<>(List.of(mapping.path()));
    }
}
