package org.imprimatur;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.springframework.util.StringUtils;

/** What people type is empty, trimmed and compared by {@code UnicodeText}; the methods of String do it for ASCII. */
@AnalyzeClasses(packages = "org.imprimatur", importOptions = DoNotIncludeTests.class)
class TextRulesTests {

    /** Text that no person types: headers, settings, addresses, files of processes, what programs and cameras write. */
    private static final Set<String> PROTOCOL = Set.of(
            "access.AuthorizationHeader", // HTTP header
            "access.engine.ReadAgain", // names of HTTP headers
            "access.engine.Veto", // a message of the engine
            "approval.SubjectRef", // ids
            "approval.engine.ModelMap", // a list of groups in a model
            "assets.FileFormat", // media types, and the endings of file names, which are ASCII
            "assets.tika.Child", // output of a process
            "assets.tika.DrawingScripts", // SVG: what a browser would run
            "assets.tika.PictureFacts", // times and offsets that cameras write
            "connections.BodyLimit", // HTTP header
            "connections.HostSettings", // setting
            "content.PostsApi", // If-Match
            "embedded.DataFolder", // files of our own
            "embedded.Join", // setting
            "embedded.PostgresServer", // files of PostgreSQL
            "engine.BrandTenants", // ids
            "idempotency.Key", // HTTP header
            "library.UploadName", // HTTP header
            "people.FirstAdministrator", // setting
            "people.Passwords", // setting; a password is never trimmed
            "proxy.ForwardedHeaders", // HTTP headers
            "proxy.ProxySettings", // setting
            "proxy.SecureCookies", // HTTP headers
            "search.SearchTerms", // the operator "or"
            "startup.OnSetting", // setting
            "startup.StoreSettings", // setting
            "web.AssetBytes", // media type
            "web.KeptRequest"); // HTTP headers

    private static final Set<String> METHODS = Set.of(
            "isBlank",
            "strip",
            "stripLeading",
            "stripTrailing",
            "trim",
            "equalsIgnoreCase",
            "compareToIgnoreCase",
            "hasText",
            "trimWhitespace");

    private static final DescribedPredicate<JavaAccess<?>> ASCII = DescribedPredicate.describe(
            "take text to be ASCII",
            access -> METHODS.contains(access.getTarget().getName())
                    && (access.getTargetOwner().isEquivalentTo(String.class)
                            || access.getTargetOwner().isEquivalentTo(StringUtils.class)));

    @ArchTest
    static final ArchRule TEXT_OF_PEOPLE_FOLLOWS_THE_RULES_OF_UNICODE = noClasses()
            .that(DescribedPredicate.<JavaClass>describe("read text of people", TextRulesTests::readsTextOfPeople))
            .should()
            .accessTargetWhere(ASCII);

    private static boolean readsTextOfPeople(JavaClass type) {
        var name = type.getName().substring("org.imprimatur.".length());
        return !PROTOCOL.contains(name.split("\\$", 2)[0]);
    }
}
