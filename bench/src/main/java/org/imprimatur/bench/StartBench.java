package org.imprimatur.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * From the command to the first page, on fresh data and on data that is there; then the memory in use when nobody does
 * anything, and after some thousand pages.
 */
final class StartBench implements Bench {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Override
    public void run(Settings settings) throws Exception {
        Product.build();
        System.out.printf("%n%-6s%20s%20s   seconds to the sign-in page%n", "start", "fresh data", "existing data");
        for (var number = 1; number <= settings.number("starts", 3); number++) {
            var data = Product.emptyFolder();
            System.out.printf(Locale.ROOT, "%-6d%20.1f%20.1f%n", number, start(data), start(data));
        }
        try (var product = Product.start(Product.emptyFolder(), Map.of())) {
            var address = product.address();
            rest(Api.demo(address, "reviewer"));
            Memory.print("at rest, its sample posts told", product);
            use(Api.demo(address, "reviewer"), settings.number("calls", 4_000));
            Memory.print("after " + settings.number("calls", 4_000) + " calls", product);
        }
    }

    private static double start(Path data) throws Exception {
        try (var product = Product.start(data, Map.of())) {
            var page = HTTP.send(
                    HttpRequest.newBuilder(URI.create(product.address() + "/sign-in"))
                            .build(),
                    BodyHandlers.ofString());
            if (page.statusCode() != 200 || !page.body().contains("password")) {
                throw new IllegalStateException("The first page answers " + page.statusCode());
            }
            return product.age().toMillis() / 1e3;
        }
    }

    /** Until the demo has told its stories and everything is cataloged. */
    private static void rest(Api api) throws Exception {
        var before = -1;
        for (var now = count(api); now != before || now == 0; now = count(api)) {
            before = now;
            Thread.sleep(Duration.ofSeconds(15).toMillis());
        }
    }

    private static int count(Api api) throws Exception {
        return api.get("/api/brands/aurora/posts").required("items").size()
                + api.get("/api/brands/aurora/assets?state=approved")
                        .required("items")
                        .size();
    }

    private static void use(Api api, int calls) throws Exception {
        for (var call = 0; call < calls; call += 4) {
            api.get("/api/tasks");
            api.get("/api/brands/aurora/posts");
            api.get("/api/brands/aurora/assets");
            api.get("/api/brands/aurora/posts?state=published");
        }
    }
}
