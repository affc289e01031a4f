package org.imprimatur.access;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.imprimatur.people.Tokens;
import org.imprimatur.web.Address;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The two doors: one for programs, which show who they are with each call, one for people and their sessions. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final RequestMatcher CAMUNDAS_SIGN_OUT =
            withDefaults().matcher(POST, "/camunda/api/admin/auth/user/{engine}/logout");

    /** Without cookies there is nothing that another site could borrow, so no token against forged requests either. */
    @Bean
    @Order(1)
    SecurityFilterChain doorForPrograms(
            HttpSecurity http, People people, Tokens tokens, PasswordSignIn passwords, Answers answers)
            throws Exception {
        return headers(http)
                .securityMatcher(request -> request.getHeader(HttpHeaders.AUTHORIZATION) != null)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(no -> no.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .addFilterBefore(new AuthorizationHeader(people, tokens, passwords, answers), AuthorizationFilter.class)
                .authorizeHttpRequests(
                        requests -> rest(requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(CamundaPaths::camundas)
                                .denyAll())) // its webapps keep what they know in a session
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain doorForPeople(
            HttpSecurity http,
            People people,
            PasswordSignIn signIn,
            Diary diary,
            Answers answers,
            SignInOutcome outcome,
            CsrfTokenRepository csrfTokens)
            throws Exception {
        return headers(http)
                .authenticationManager(
                        new ProviderManager(signIn)) // without a parent, which would ask the same once more
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                        .ignoringRequestMatchers(withDefaults().matcher("/camunda/api/**"))) // has its own
                .requestCache(cache -> cache.requestCache(new NullRequestCache())) // the default one makes sessions
                .exceptionHandling(no -> no.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .addFilterAfter(new StillWelcome(people), SecurityContextHolderFilter.class)
                .formLogin(form ->
                        form.loginPage(Answers.SIGN_IN).successHandler(outcome).failureHandler(outcome))
                .logout(out -> out.logoutRequestMatcher(
                                new OrRequestMatcher(withDefaults().matcher(POST, "/sign-out"), CAMUNDAS_SIGN_OUT))
                        .addLogoutHandler((request, response, who) -> {
                            if (who != null) {
                                diary.signedOut(who.getName());
                            }
                        })
                        .logoutSuccessHandler(SecurityConfiguration::farewell))
                .authorizeHttpRequests(requests -> rest(requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(CamundaPaths::setup)
                        .denyAll()
                        .requestMatchers(CamundaPaths::camundas)
                        .access((who, context) -> new AuthorizationDecision(opens(who.get(), context.getRequest())))))
                .build();
    }

    private static void rest(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.requestMatchers(open(
                        GET,
                        "/sign-in",
                        "/session",
                        "/feeds/**",
                        "/build/**",
                        "/favicon.svg",
                        "/imprint.svg",
                        "/site.webmanifest",
                        "/favicon.ico"))
                .permitAll()
                .requestMatchers(open(HEAD, "/feeds/**", "/build/**"))
                .permitAll()
                .requestMatchers(
                        open(GET, "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"))
                .permitAll()
                .requestMatchers(
                        withDefaults().matcher("/actuator/**"), withDefaults().matcher("/webjars/**"))
                .denyAll()
                .anyRequest()
                .authenticated();
    }

    private static RequestMatcher open(HttpMethod method, String... paths) {
        var matchers = Arrays.stream(paths)
                .map(path -> (RequestMatcher) withDefaults().matcher(method, path))
                .toArray(RequestMatcher[]::new);
        return new OrRequestMatcher(matchers);
    }

    private static boolean opens(@Nullable Authentication who, HttpServletRequest request) {
        return who != null
                && request.getAttribute(Person.class.getName()) instanceof Person person
                && CamundaPaths.opens(request, person);
    }

    private static HttpSecurity headers(HttpSecurity http) throws Exception {
        return http.headers(headers -> headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::disable)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                        permissions -> permissions.policy("camera=(), microphone=(), geolocation=(), payment=()"))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .addHeaderWriter(new ContentRules()));
    }

    private static void farewell(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication who)
            throws IOException {
        if (CAMUNDAS_SIGN_OUT.matches(request)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            response.sendRedirect(Address.from(request, Answers.SIGN_IN + "?signed-out"));
        }
    }
}
