package org.imprimatur.review;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_DEFAULTS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.wimdeblauwe.htmx.spring.boot.thymeleaf.HtmxThymeleafAutoConfiguration;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Claims;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.SubjectType;
import org.imprimatur.approval.SubjectTypes;
import org.imprimatur.approval.Verdict;
import org.imprimatur.assets.Assets;
import org.imprimatur.content.Posts;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.log.Log;
import org.imprimatur.people.People;
import org.imprimatur.people.Permissions;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages of posts and of the inbox with the frame around them, on services that tests speak for; the whole application does not see it. */
@TestComponent
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    JacksonAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    MessageSourceAutoConfiguration.class,
    ThymeleafAutoConfiguration.class,
    HtmxThymeleafAutoConfiguration.class,
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
})
@ComponentScan(
        basePackages = {
            "org.imprimatur.review",
            "org.imprimatur.content",
            "org.imprimatur.library",
            "org.imprimatur.web"
        },
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = {
                            "org\\.imprimatur\\.review\\.(Panes|InboxPages|PreviewPage|DraftViews|SubjectPagesByKind)",
                            "org\\.imprimatur\\.library\\.(FileWords|AssetSubjectPages)",
                            "org\\.imprimatur\\.content\\.(Post[A-Za-z]*Pages|PostEditor|PostSheets|PostAutosaves|TightSlots|Attachments|History)",
                            "org\\.imprimatur\\.web\\.(Words|Seals|Times|DecisionPause|FrontendBuild|FrameConfiguration|PersonArgument|BrandArgument|ArgumentConfiguration|CreationBudget|Problems|ErrorPages)"
                        }))
class PagesForTests {

    @Bean
    Clock clock() {
        return Clock.fixed(Samples.NOW, ZoneOffset.UTC);
    }

    @Bean
    Posts posts() {
        return mock(Posts.class);
    }

    @Bean
    Approvals approvals() {
        return mock(Approvals.class);
    }

    /** Of both kinds; whoever belongs to the brand of the samples may see them. */
    @Bean
    SubjectTypes subjectTypes(People people) {
        var types = mock(SubjectTypes.class);
        when(types.of(any())).thenAnswer(call -> {
            var asset = call.<SubjectRef>getArgument(0).kind().equals("asset");
            var type = mock(SubjectType.class);
            when(type.verdicts())
                    .thenReturn(asset ? List.of(Verdict.APPROVE, Verdict.REJECT) : List.of(Verdict.values()));
            return type;
        });
        when(types.maySee(any(), any()))
                .thenAnswer(call ->
                        call.<SubjectRef>getArgument(0).id().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                                && people.find(call.getArgument(1))
                                        .filter(person -> person.belongsTo(Samples.AURORA.id()))
                                        .isPresent());
        return types;
    }

    @Bean
    Claims claims() {
        return mock(Claims.class);
    }

    @Bean
    Inbox inbox() {
        return mock(Inbox.class);
    }

    @Bean
    Assets assets() {
        return mock(Assets.class);
    }

    @Bean
    People people() {
        return mock(People.class);
    }

    @Bean
    Permissions permissions() {
        return mock(Permissions.class);
    }

    /** Finds nothing that was typed and not saved. */
    @Bean
    JdbcClient jdbc() {
        var statement = mock(JdbcClient.StatementSpec.class, call -> {
            var type = call.getMethod().getReturnType();
            return type.isInstance(call.getMock())
                    ? call.getMock()
                    : type.isInterface() ? mock(type) : RETURNS_DEFAULTS.answer(call);
        });
        return mock(
                JdbcClient.class,
                call -> call.getMethod().getName().equals("sql") ? statement : RETURNS_DEFAULTS.answer(call));
    }

    @Bean
    Log log() {
        return mock(Log.class);
    }
}
