package org.imprimatur.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.startsWith;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Standing;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Verdict;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.log.Log;
import org.imprimatur.people.Brand;
import org.imprimatur.people.People;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;
import org.imprimatur.web.CreationBudget;
import org.imprimatur.web.Problems;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** The contract of posts, on real rows; the engine and the store answer as they are told to. */
class PostsApiTests {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final AssetId PICTURE = new AssetId(UUID.randomUUID());
    private static EmbeddedPostgres server;

    private final Approvals approvals = mock();
    private final Inbox inbox = mock();
    private final Assets assets = mock();
    private final People people = mock();
    private final Log log = mock();
    private final Map<AssetId, Asset> store = new HashMap<>();
    private PostSubjectType subjects;
    private Posts posts;
    private MockMvc mvc;
    private Person me = person("creator", Role.CREATOR);

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().start();
        new ResourceDatabasePopulator(
                        new ClassPathResource("db/migration/content/V20261122_0600__content.sql"),
                        new ClassPathResource("db/migration/content/V20261130_1840__post_form_key.sql"))
                .execute(server.getPostgresDatabase());
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var repository = new PostRepository(JdbcClient.create(server.getPostgresDatabase()));
        when(people.brand("aurora")).thenReturn(Optional.of(new Brand("aurora", "Aurora", ZoneId.of("Europe/Berlin"))));
        when(people.in("aurora:librarian")).thenReturn(List.of(person("librarian", Role.LIBRARIAN)));
        when(people.find("creator")).thenReturn(Optional.of(me));
        when(assets.all(anyCollection())).thenAnswer(call -> {
            Collection<AssetId> asked = call.getArgument(0);
            var found = new HashMap<>(store);
            found.keySet().retainAll(asked);
            return found;
        });
        var attachments = new Attachments(assets, inbox, people, clock);
        var readiness = new Readiness(attachments, people, clock);
        var permissions = new Permissions();
        posts = new Posts(
                repository,
                mock(PostSearch.class),
                new PostValidation(attachments),
                readiness,
                approvals,
                permissions,
                log,
                clock);
        subjects = new PostSubjectType(repository, attachments, readiness, people, log);
        doAnswer(call -> {
                    SubjectRef ref = call.getArgument(0);
                    var submission = subjects.submit(ref.id(), call.getArgument(2));
                    assertThat(submission.document().hash()).hasSize(64);
                    subjects.became(ref.id(), new Standing("in_review", "Review", null, call.getArgument(2), NOW));
                    return null;
                })
                .when(approvals)
                .submit(any(), any(), any());
        mvc = MockMvcBuilders.standaloneSetup(new PostsApi(
                        posts,
                        new History(log, new StaticMessageSource()),
                        new TightSlots(approvals, new StaticMessageSource(), clock),
                        permissions,
                        new CreationBudget(1000, 1000, 1000, clock, new StaticMessageSource())))
                .setControllerAdvice(new PostProblems(), new Problems())
                .setCustomArgumentResolvers(new Me())
                .build();
        store.put(PICTURE, PostDocumentTests.picture(PICTURE, "aurora", AssetState.APPROVED, "ab".repeat(32), null));
    }

    @Test
    void aNewPostIsADraftOfVersionOneWithItsWayOpened() throws Exception {
        var id = created("""
            {"title": " Winter ", "variants": [{"channel": "feed", "text": "Hot"}],
             "assets": [{"id": "%s", "alt": "A cup"}],
             "slot": {"local": "2026-12-01T09:00", "zone": "Europe/Berlin"}}\
            """.formatted(PICTURE));

        mvc.perform(get("/api/posts/" + id))
                .andExpect(status().isOk())
                .andExpect(header().string("ETag", "\"1\""))
                .andExpect(jsonPath("$.title").value("Winter"))
                .andExpect(jsonPath("$.version").value(1))
                .andExpect(jsonPath("$.hash").isEmpty())
                .andExpect(jsonPath("$.state").value("draft"))
                .andExpect(jsonPath("$.assets[0].alt").value("A cup"))
                .andExpect(jsonPath("$.slot.local").value("2026-12-01T09:00"))
                .andExpect(jsonPath("$.slot.zone").value("Europe/Berlin"))
                .andExpect(jsonPath("$.history").isArray());
        verify(approvals).open(new SubjectRef("post", id), "creator");
    }

    @Test
    void aChangeWithoutAVersionIsNotTaken() throws Exception {
        mvc.perform(body(patch("/api/posts/" + created("{\"title\": \"a\"}")), "{\"title\": \"b\"}"))
                .andExpect(status().isPreconditionRequired())
                .andExpect(jsonPath("$.version").value(1));
    }

    @Test
    void aStaleChangeHearsTheCurrentVersion() throws Exception {
        var id = created("{\"title\": \"a\"}");
        save(id, 1, "{\"title\": \"b\"}").andExpect(status().isOk()).andExpect(header().string("ETag", "\"2\""));

        save(id, 1, "{\"title\": \"c\"}")
                .andExpect(status().isPreconditionFailed())
                .andExpect(jsonPath("$.version").value(2))
                .andExpect(jsonPath("$.detail").value(containsString("Version 2")));
    }

    @Test
    void givenFieldsReplaceWhollyAndAbsentOnesStay() throws Exception {
        var id = created("""
            {"title": "a", "variants": [{"channel": "feed", "text": "x"}],
             "slot": {"local": "2026-12-01T09:00", "zone": "Europe/Berlin"}}\
            """);

        save(id, 1, "{\"title\": \"b\"}")
                .andExpect(jsonPath("$.variants[0].text").value("x"))
                .andExpect(jsonPath("$.slot.local").value("2026-12-01T09:00"));
        save(id, 2, "{\"slot\": null}")
                .andExpect(jsonPath("$.slot").isEmpty())
                .andExpect(jsonPath("$.title").value("b"));
        save(id, 3, "{\"variants\": []}").andExpect(jsonPath("$.variants").isEmpty());
    }

    @Test
    void whoeverSavesIsAnAuthor() throws Exception {
        var id = created("{\"title\": \"a\"}");
        me = person("other", Role.CREATOR);

        save(id, 1, "{\"title\": \"b\"}")
                .andExpect(jsonPath("$.authors.length()").value(2));

        verify(approvals).authored(new SubjectRef("post", id), "other");
        assertThat(subjects.card(id).authors()).containsExactlyInAnyOrder("creator", "other");
    }

    @ParameterizedTest
    @EnumSource(
            value = PostState.class,
            names = {"IN_REVIEW", "BRAND_APPROVAL", "APPROVED", "PUBLISHING", "PUBLISHED", "REJECTED", "FAILED"})
    void aPostUnderWayIsNotChanged(PostState state) throws Exception {
        var id = created("{\"title\": \"a\"}");
        subjects.became(id, new Standing(state.word(), "Somewhere", null, null, NOW));

        save(id, 1, "{\"title\": \"b\"}").andExpect(status().isConflict());
    }

    @ParameterizedTest
    @ValueSource(strings = {"changes_requested", "slot_missed", "withdrawn"})
    void aPostThatCameBackIsChanged(String state) throws Exception {
        var id = created("{\"title\": \"a\"}");
        subjects.became(id, new Standing(state, "Back", "Say more", "reviewer", NOW));

        save(id, 1, "{\"title\": \"b\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.state").value(state))
                .andExpect(jsonPath("$.reason").value("Say more"));
    }

    @Test
    void aSubmittedVersionIsFrozenUnderItsHash() throws Exception {
        var id = created("{\"title\": \"a\", \"variants\": [{\"channel\": \"feed\", \"text\": \"x\"}]}");

        mvc.perform(post("/api/posts/" + id + "/submit"))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.state").value("in_review"))
                .andExpect(jsonPath("$.version").value(1))
                .andExpect(jsonPath("$.hash").value(subjects.document(id).hash()));
        save(id, 1, "{\"title\": \"b\"}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(containsString("Withdraw it first")));
        mvc.perform(post("/api/posts/" + id + "/submit")).andExpect(status().isConflict());
    }

    @Test
    void aTextOverTheLimitIsSavedButNotSubmittedAndHearsByHowMuch() throws Exception {
        var id = created(
                "{\"title\": \"a\", \"variants\": [{\"channel\": \"feed\", \"text\": \"" + "é".repeat(2_012) + "\"}]}");

        mvc.perform(post("/api/posts/" + id + "/submit"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.field").value("variants[feed].text"))
                .andExpect(jsonPath("$.detail").value("2,012 of 2,000 characters. Take out 12 to submit."));
    }

    @Test
    void whatKeepsAPostIsToldAllAtOnce() throws Exception {
        var id = created("{\"title\": \"a\", \"assets\": [{\"id\": \"" + PICTURE + "\"}]}");

        mvc.perform(post("/api/posts/" + id + "/submit"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("variants"))
                .andExpect(jsonPath("$.errors[1].field").value("assets[0].alt"));
    }

    @Test
    void eachErrorSaysWhichOfThePicturesItIsAbout() throws Exception {
        var second = new AssetId(UUID.randomUUID());
        store.put(second, PostDocumentTests.picture(second, "aurora", AssetState.APPROVED, "ef".repeat(32), null));
        var id = created(
                "{\"title\": \"a\", \"variants\": [{\"channel\": \"feed\", \"text\": \"x\"}], \"assets\": [{\"id\": \""
                        + PICTURE + "\", \"alt\": \"A lighthouse\"}, {\"id\": \"" + second + "\"}]}");

        mvc.perform(post("/api/posts/" + id + "/submit"))
                .andExpect(jsonPath("$.errors[0].field").value("assets[1].alt"))
                .andExpect(jsonPath("$.errors[0].message").value(startsWith("Picture 2, “")));
    }

    @Test
    void theTitleOfAnotherBrandsPictureIsNotTold() throws Exception {
        var foreign = new AssetId(UUID.randomUUID());
        store.put(foreign, PostDocumentTests.picture(foreign, "boreal", AssetState.APPROVED, "cd".repeat(32), null));

        refused("{\"title\": \"a\", \"assets\": [{\"id\": \"" + foreign + "\"}]}", "assets[0].id")
                .andExpect(jsonPath("$.detail").value(startsWith("Picture 1: There is no such asset")));
    }

    @Test
    void anUnapprovedPictureIsNotAttachedAndThePageSaysWhoHasIt() throws Exception {
        var waiting = new AssetId(UUID.randomUUID());
        store.put(waiting, PostDocumentTests.picture(waiting, "aurora", AssetState.CATALOGED, "cd".repeat(32), null));
        var subject = "asset:" + waiting;
        when(inbox.openFor(List.of(subject)))
                .thenReturn(Map.of(
                        subject,
                        new InboxItem(
                                "task",
                                InboxItem.Kind.DECISION,
                                "AssetApproval",
                                "Approval",
                                "aurora",
                                subject,
                                "Cup",
                                1,
                                "cd".repeat(32),
                                1,
                                null,
                                null,
                                null,
                                Set.of("other"),
                                Set.of("aurora:librarian"),
                                null,
                                NOW.minusSeconds(3_000),
                                null)));

        refused("{\"title\": \"a\", \"assets\": [{\"id\": \"" + waiting + "\", \"alt\": \"x\"}]}", "assets[0].id")
                .andExpect(jsonPath("$.detail")
                        .value(endsWith("”: This picture is not approved yet. @librarian has had it since 02:10.")));
    }

    @Test
    void anAssetNamesThePostsThatUseIt() throws Exception {
        var mine = created("{\"title\": \"a\", \"assets\": [{\"id\": \"" + PICTURE + "\", \"alt\": \"x\"}]}");
        created("{\"title\": \"without\"}");

        assertThat(posts.using(PICTURE, 100, me)).extracting(Post::id).contains(UUID.fromString(mine));
        assertThat(posts.using(PICTURE, 100, me)).extracting(Post::title).doesNotContain("without");
        assertThat(posts.using(PICTURE, 100, stranger())).isEmpty();
        assertThat(posts.all(List.of(UUID.fromString(mine)), me)).containsOnlyKeys("post:" + mine);
        assertThat(posts.all(List.of(UUID.fromString(mine)), stranger())).isEmpty();
    }

    private static Person stranger() {
        return new Person("stranger", "S", ZoneOffset.UTC, false, true, Map.of("boreal", Set.of(Role.CREATOR)));
    }

    @Test
    void foreignUnknownAndActiveAssetsAreNotAttached() throws Exception {
        var foreign = new AssetId(UUID.randomUUID());
        store.put(foreign, PostDocumentTests.picture(foreign, "boreal", AssetState.APPROVED, "cd".repeat(32), null));
        var drawing = new AssetId(UUID.randomUUID());
        store.put(
                drawing,
                PostDocumentTests.picture(drawing, "aurora", AssetState.APPROVED, "ef".repeat(32), "image/svg+xml"));

        for (var id : List.of(foreign.toString(), UUID.randomUUID().toString(), "nonsense", drawing.toString())) {
            refused("{\"title\": \"a\", \"assets\": [{\"id\": \"" + id + "\"}]}", "assets[0].id");
        }
        refused(
                "{\"title\": \"a\", \"assets\": [{\"id\": \"%s\"}, {\"id\": \"%s\"}]}".formatted(PICTURE, PICTURE),
                "assets[1].id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | title",
                "{\"title\": \"  \"} | title",
                "{\"title\": 7} | title",
                "{\"title\": \"a\\u0000b\"} | title",
                "{\"title\": \"a\\u200b\\n b\"} | title",
                "{\"title\": \"a\", \"variants\": {}} | variants",
                "{\"title\": \"a\", \"variants\": [{\"channel\": \"x\", \"text\": \"\"}]} | variants[0].channel",
                "{\"title\": \"a\", \"variants\": [{\"channel\": \"feed\", \"text\": \"\"},"
                        + " {\"channel\": \"feed\", \"text\": \"\"}]} | variants[1].channel",
                "{\"title\": \"a\", \"variants\": [{\"channel\": \"feed\"}]} | variants[0].text",
                "{\"title\": \"a\", \"slot\": {\"local\": \"2026-12-01T09:00Z\", \"zone\": \"Europe/Berlin\"}} |"
                        + " slot.local",
                "{\"title\": \"a\", \"slot\": {\"local\": \"2026-12-01T09:00\", \"zone\": \"+01:00\"}} | slot.zone",
                "{\"title\": \"a\", \"slot\": {\"local\": \"2026-11-01T09:00\", \"zone\": \"Europe/Berlin\"}} |"
                        + " slot.local",
                "{\"title\": \"a\", \"slot\": {\"local\": \"2027-03-28T02:30\", \"zone\": \"Europe/Berlin\"}} |"
                        + " slot.local",
                "{\"title\": \"a\", \"texts\": []} | texts"
            })
    void whatCannotStandNamesItsField(String body, String field) throws Exception {
        refused(body, field);
    }

    @Test
    void aTitleHasAtMostTwoHundredGraphemes() throws Exception {
        created("{\"title\": \"" + "👩‍👩‍👧‍👦".repeat(140) + "\"}");
        refused("{\"title\": \"" + "a".repeat(201) + "\"}", "title");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void onlyCreatorsWriteAndEveryoneOfTheBrandReads(Role role) throws Exception {
        var id = created("{\"title\": \"a\", \"variants\": [{\"channel\": \"feed\", \"text\": \"x\"}]}");
        me = person("somebody", role);
        var writes = role == Role.CREATOR;

        mvc.perform(get("/api/posts/" + id)).andExpect(status().isOk());
        mvc.perform(body(post("/api/brands/aurora/posts"), "{\"title\": \"b\"}"))
                .andExpect(status().is(writes ? 201 : 403));
        save(id, 1, "{\"title\": \"b\"}").andExpect(status().is(writes ? 200 : 403));
        mvc.perform(post("/api/posts/" + id + "/submit")).andExpect(status().is(writes ? 202 : 403));
        subjects.became(id, new Standing("in_review", "Review", null, null, NOW));
        var withdraws = role == Role.BRAND_MANAGER || writes; // who saved it is an author of it
        mvc.perform(body(post("/api/posts/" + id + "/withdraw"), "{\"reason\": \"Wrong price\"}"))
                .andExpect(status().is(withdraws ? 202 : 403));
    }

    @Test
    void aPostOfAnotherBrandDoesNotExist() throws Exception {
        var id = created("{\"title\": \"a\"}");
        me = stranger();

        mvc.perform(get("/api/posts/" + id)).andExpect(status().isNotFound());
        save(id, 1, "{\"title\": \"b\"}").andExpect(status().isNotFound());
        mvc.perform(post("/api/posts/" + id + "/submit")).andExpect(status().isNotFound());
        mvc.perform(post("/api/posts/" + id + "/withdraw")).andExpect(status().isNotFound());
        mvc.perform(get("/api/brands/aurora/posts")).andExpect(status().isNotFound());
        mvc.perform(body(post("/api/brands/aurora/posts"), "{\"title\": \"b\"}"))
                .andExpect(status().isNotFound());
        assertThat(subjects.maySee(id, "stranger")).isFalse();
    }

    @Test
    void listsGoOnWhereThePageBeforeEnded() throws Exception {
        JdbcClient.create(server.getPostgresDatabase()).sql("delete from post").update();
        for (var n = 0; n < 5; n++) {
            created("{\"title\": \"listed " + n + "\"}");
        }

        var first = mvc.perform(get("/api/brands/aurora/posts?limit=3"))
                .andExpect(jsonPath("$.items.length()").value(3))
                .andReturn();
        String next = JsonPath.read(first.getResponse().getContentAsString(), "$.next");
        mvc.perform(get("/api/brands/aurora/posts?limit=3&cursor=" + next))
                .andExpect(jsonPath("$.items.length()").value(2))
                .andExpect(jsonPath("$.next").isEmpty());
        mvc.perform(get("/api/brands/aurora/posts?cursor=nonsense")).andExpect(status().isUnprocessableEntity());
    }

    @Test
    void aDecisionIsWrittenIntoTheLogInWords() throws Exception {
        var id = created("{\"title\": \"a\"}");

        subjects.decided(new Decision(
                UUID.randomUUID(),
                new SubjectRef("post", id),
                1,
                "Review",
                "Review",
                1,
                "0".repeat(64),
                Verdict.REQUEST_CHANGES,
                "Shorter.",
                "reviewer",
                NOW));

        verify(log)
                .write(new Log.Entry(
                        "decision.request_changes", "aurora", "reviewer", "post:" + id, 1, "Review: Shorter."));
    }

    private String created(String json) throws Exception {
        var answer = mvc.perform(body(post("/api/brands/aurora/posts"), json))
                .andExpect(status().isCreated())
                .andReturn();
        return JsonPath.read(answer.getResponse().getContentAsString(), "$.id");
    }

    private ResultActions save(String id, int version, String json) throws Exception {
        return mvc.perform(body(patch("/api/posts/" + id), json).header("If-Match", "\"" + version + "\""));
    }

    private ResultActions refused(String json, String field) throws Exception {
        return mvc.perform(body(post("/api/brands/aurora/posts"), json))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.field").value(field))
                .andExpect(jsonPath("$.detail").isNotEmpty());
    }

    private static MockHttpServletRequestBuilder body(MockHttpServletRequestBuilder request, String json) {
        return request.contentType(MediaType.APPLICATION_JSON).content(json);
    }

    private static Person person(String id, Role role) {
        return new Person(id, id, ZoneId.of("Europe/Berlin"), false, true, Map.of("aurora", Set.of(role)));
    }

    private class Me implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Person.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer model,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return me;
        }
    }
}
