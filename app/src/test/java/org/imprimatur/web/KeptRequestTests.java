package org.imprimatur.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.imprimatur.web.KeptRequest.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class KeptRequestTests {

    @Test
    void whatASignInFormCarriesOnIsWhatWasTyped() {
        var request = form("/posts/9");
        request.addParameter("title", "Opening hours");
        request.addParameter("asset", "one", "two");
        request.addParameter("_csrf", "of the old session");
        request.addParameter("password", "never shown");
        var kept = Objects.requireNonNull(KeptRequest.of(request));

        var signIn = form("/sign-in");
        kept.toCarry().forEach(field -> signIn.addParameter(field.name(), field.value()));
        var carried = Objects.requireNonNull(KeptRequest.carried(signIn));

        assertThat(carried.address()).isEqualTo("/posts/9");
        assertThat(carried.typed())
                .containsExactly(
                        new Field("title", "Opening hours"), new Field("asset", "one"), new Field("asset", "two"));
        assertThat(carried.passwords()).containsExactly("password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/../x", "/\\evil.example", ""})
    void noSignInFormCarriesARequestElsewhere(String address) {
        var signIn = form("/sign-in");
        signIn.addParameter(KeptRequest.ADDRESS, address);

        assertThat(KeptRequest.carried(signIn)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "newPassword", "PASSWORD_REPEATED", "old", "secret"})
    void aPasswordIsNotKeptHoweverItsFieldIsCalled(String name) {
        var request = form("/account/password");
        request.addParameter(name, "correct horse");

        var kept = Objects.requireNonNull(KeptRequest.of(request));

        assertThat(kept.fields()).isEmpty();
        assertThat(kept.passwords()).containsExactly(name);
    }

    @Test
    void aPasswordThatWasLeftEmptyIsNotAskedForAgain() {
        var request = form("/admin/people/tove");
        request.addParameter("password", "");

        assertThat(Objects.requireNonNull(KeptRequest.of(request)).passwords()).isEmpty();
    }

    @Test
    void moreThanAnyFormHoldsIsNotKept() {
        var request = form("/posts");
        request.addParameter("title", "x".repeat(600_000));

        assertThat(KeptRequest.of(request)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, none, true",
                "same-origin, http://portal.example, true",
                "none, http://portal.example, true",
                "none, http://PORTAL.example:80, true",
                "cross-site, http://portal.example, false",
                "same-site, none, false",
                "none, https://portal.example, false",
                "none, http://portal.example:8080, false",
                "none, http://other.example, false",
                "none, null, false",
                "none, :, false"
            })
    void onlyWhatAPageOfOursSentIsKept(String site, String origin, boolean kept) {
        var request = form("/posts");
        request.setServerName("portal.example");
        if (site != null) {
            request.addHeader("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            request.addHeader("Origin", origin);
        }

        assertThat(KeptRequest.ofOwnPage(request) != null).isEqualTo(kept);
    }

    private static MockHttpServletRequest form(String path) {
        var request = new MockHttpServletRequest("POST", path);
        request.setContentType("application/x-www-form-urlencoded");
        return request;
    }
}
