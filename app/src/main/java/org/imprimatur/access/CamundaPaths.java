package org.imprimatur.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imprimatur.people.Person;
import org.imprimatur.web.Address;

/** Which of Camunda's webapps somebody may open. What is not named here stays closed to everyone. */
final class CamundaPaths {

    private static final Pattern EVERYBODYS = Pattern.compile(
            "/camunda/?|/camunda/(app/(tasklist|welcome)|lib|assets|fonts|img|styles|scripts)(/.*)?|/camunda/favicon\\.ico"
                    + "|/camunda/api/(tasklist|welcome|engine)/.*|/camunda/api/admin/auth/user/[^/]+(/.*)?");
    private static final Pattern COCKPIT = Pattern.compile("/camunda/(app|api)/cockpit(/.*)?");
    private static final Pattern ADMIN = Pattern.compile("/camunda/(app|api)/admin(/.*)?");
    private static final List<String> ROOTS = List.of("camunda", "engine-rest");

    private CamundaPaths() {}

    /** Whether the path lies where Camunda answers, however it is spelled. */
    static boolean camundas(HttpServletRequest request) {
        var path = spelledOut(request);
        return ROOTS.stream().anyMatch(root -> path.equals("/" + root) || path.startsWith("/" + root + "/"));
    }

    /** The first-run setup would make an administrator for anybody; nothing with that name is ever opened. */
    static boolean setup(HttpServletRequest request) {
        return camundas(request) && List.of(spelledOut(request).split("[/;]")).contains("setup");
    }

    static boolean opens(HttpServletRequest request, Person person) {
        var path = Address.of(request);
        return EVERYBODYS.matcher(path).matches()
                || (COCKPIT.matcher(path).matches() && Webapp.COCKPIT.opensTo(person))
                || (ADMIN.matcher(path).matches() && Webapp.ADMIN.opensTo(person));
    }

    private static String spelledOut(HttpServletRequest request) {
        return Optional.of(request.getServletPath()
                        + Optional.ofNullable(request.getPathInfo()).orElse(""))
                .map(path -> path.toLowerCase(Locale.ROOT).replaceAll("/+", "/"))
                .orElse("/");
    }
}
