package org.imprimatur.testing;

import java.util.List;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.GroupQueryImpl;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.identity.db.DbGroupQueryImpl;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;

/** Answers the engine's question for groups from {@link TestPeople}. */
public class TestIdentity extends AbstractProcessEnginePlugin {

    private final TestPeople people;

    public TestIdentity(TestPeople people) {
        this.people = people;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setIdentityProviderSessionFactory(new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return ReadOnlyIdentityProvider.class;
            }

            @Override
            public Session openSession() {
                return new Provider(people);
            }
        });
    }

    private static final class Provider extends DbIdentityServiceProvider {

        private final TestPeople people;

        Provider(TestPeople people) {
            this.people = people;
        }

        @Override
        public GroupQueryImpl createGroupQuery(CommandContext context) {
            return new Groups();
        }

        private final class Groups extends DbGroupQueryImpl {

            @Override
            public long executeCount(CommandContext context) {
                return people.of(userId).size();
            }

            @Override
            public List<Group> executeList(CommandContext context, Page page) {
                return people.of(userId).stream()
                        .<Group>map(id -> new GroupEntity(id))
                        .toList();
            }
        }
    }
}
