package org.imprimatur.people.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.engine.EngineIdentity;
import org.imprimatur.transaction.NodeTurns;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** The engine's own questions, answered from our tables about the demo people. */
@ImprimaturTest
class DirectoryTests {

    @Autowired
    private IdentityService identities;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private EngineIdentity engineIdentity;

    @Autowired
    private Grants grants;

    @Autowired
    private NodeTurns turns;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void peopleAreFoundByEveryCriterionTheEngineHas() {
        var query = identities.createUserQuery();

        assertThat(query.userId("creator").singleResult().getId()).isEqualTo("creator");
        assertThat(identities
                        .createUserQuery()
                        .userIdIn("creator", "reviewer", "nobody")
                        .list())
                .extracting(User::getId)
                .containsExactly("creator", "reviewer");
        assertThat(identities.createUserQuery().memberOfGroup("aurora:reviewer").list())
                .extracting(User::getId)
                .contains("reviewer")
                .doesNotContain("creator");
        assertThat(identities.createUserQuery().memberOfGroup("administrators").list())
                .extracting(User::getId)
                .contains("admin");
        assertThat(identities.createUserQuery().memberOfTenant("aurora").count())
                .isGreaterThan(5);
        assertThat(identities.createUserQuery().userEmail("x@y.z").count()).isZero();
        assertThat(identities.createUserQuery().orderByUserId().desc().listPage(0, 2))
                .hasSize(2);
    }

    @Test
    void aNodeThatStartsWhileAnotherGrantsAwaitsItsTurn() {
        var second = transaction.execute(first -> {
            turns.await(Grants.TURN);
            var waiting = CompletableFuture.runAsync(grants::give);
            assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            return waiting;
        });

        assertThat(second).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void groupsAreBrandAndRoleAndThreeForAllBrands() {
        assertThat(identities.createGroupQuery().groupMember("brand-manager").list())
                .extracting(Group::getId)
                .containsExactly("aurora:brand-manager");
        assertThat(identities.createGroupQuery().groupMember("modeler").list())
                .extracting(Group::getId)
                .contains("aurora:modeler", "modelers");
        assertThat(identities.createGroupQuery().groupMember("admin").list())
                .extracting(Group::getId)
                .containsExactly("administrators");
        assertThat(identities
                        .createGroupQuery()
                        .groupId("aurora:reviewer")
                        .singleResult()
                        .getName())
                .endsWith(": reviewer");
        assertThat(identities.createGroupQuery().groupMember("nobody").count()).isZero();
    }

    @Test
    void tenantsAreBrandsAndAnAdministratorBelongsToAll() {
        assertThat(identities.createTenantQuery().userMember("reviewer").list())
                .extracting(Tenant::getId)
                .containsExactly("aurora");
        assertThat(identities.createTenantQuery().userMember("admin").count())
                .isEqualTo(identities.createTenantQuery().count());
    }

    @Test
    void somebodyWithoutThePermissionSeesThemselvesAlone() {
        assertThat(as("reviewer", List.of("aurora:reviewer"), () -> identities
                        .createUserQuery()
                        .listPage(0, 50)))
                .extracting(User::getId)
                .containsExactly("reviewer");
        assertThat(as("reviewer", List.of("aurora:reviewer"), () -> identities
                        .createGroupQuery()
                        .listPage(0, 50)))
                .extracting(Group::getId)
                .containsExactly("aurora:reviewer");
        assertThat(as("admin", List.of("administrators"), () -> identities
                        .createUserQuery()
                        .count()))
                .isGreaterThan(5);
    }

    @Test
    void theEngineKeepsNobodyAndChecksNoPassword() {
        assertThat(identities.isReadOnly()).isTrue();
        assertThat(identities.checkPassword("reviewer", "demo")).isFalse();
        assertThatThrownBy(() -> identities.newUser("eve")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void grantsAreGivenOnce() {
        grants.give();
        grants.give();

        assertThat(Grants.wanted()).doesNotHaveDuplicates();
    }

    @Test
    void whatAProcessCarriesIsReadInItsBrandAndNowhereElse(@LocalServerPort int port) {
        var cast = new Cast(port);
        var title = "Carried " + System.nanoTime();
        cast.submitted(cast.creator, title, "null");

        assertThat(foundBy(title, "meridian-reviewer", "meridian:reviewer")).isOne();
        assertThat(foundBy(title, "meridian-auditor", "meridian:auditor")).isOne();
        assertThat(foundBy(title, "stranger", "boreal:reviewer", "boreal:auditor"))
                .isZero();
        assertThat(foundBy(title, "nobody-yet")).isZero();
    }

    private long foundBy(String title, String person, String... groups) {
        return engineIdentity.as(person, Set.of(groups), () -> runtime.createVariableInstanceQuery()
                .variableValueEquals("title", title)
                .count());
    }

    private <T> T as(String person, List<String> groups, Supplier<T> question) {
        identities.setAuthentication(person, groups);
        try {
            return question.get();
        } finally {
            identities.clearAuthentication();
        }
    }
}
