package org.imprimatur.people.engine;

import java.util.List;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.GroupQuery;
import org.camunda.bpm.engine.identity.NativeUserQuery;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.TenantQuery;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.identity.UserQuery;
import org.camunda.bpm.engine.impl.GroupQueryImpl;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.TenantQueryImpl;
import org.camunda.bpm.engine.impl.UserQueryImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.jspecify.annotations.Nullable;

/** People to read for one command of the engine. No password is ever checked here: people sign in at our own door. */
class DirectorySession implements ReadOnlyIdentityProvider {

    private final Directory directory;

    DirectorySession(Directory directory) {
        this.directory = directory;
    }

    @Override
    public @Nullable User findUserById(String id) {
        return createUserQuery(Context.getCommandContext()).userId(id).singleResult();
    }

    @Override
    public UserQuery createUserQuery() {
        return new Users(directory, executor());
    }

    @Override
    public UserQuery createUserQuery(CommandContext context) {
        return new Users(directory, null);
    }

    @Override
    public NativeUserQuery createNativeUserQuery() {
        throw new BadUserRequestException("People are not kept in the engine's tables");
    }

    @Override
    public boolean checkPassword(String user, String password) {
        return false;
    }

    @Override
    public @Nullable Group findGroupById(String id) {
        return createGroupQuery(Context.getCommandContext()).groupId(id).singleResult();
    }

    @Override
    public GroupQuery createGroupQuery() {
        return new Groups(directory, executor());
    }

    @Override
    public GroupQuery createGroupQuery(CommandContext context) {
        return new Groups(directory, null);
    }

    @Override
    public @Nullable Tenant findTenantById(String id) {
        return createTenantQuery(Context.getCommandContext()).tenantId(id).singleResult();
    }

    @Override
    public TenantQuery createTenantQuery() {
        return new Tenants(directory, executor());
    }

    @Override
    public TenantQuery createTenantQuery(CommandContext context) {
        return new Tenants(directory, null);
    }

    @Override
    public void flush() {
        // nothing is ever written
    }

    @Override
    public void close() {
        // nothing is held
    }

    private static CommandExecutor executor() {
        return Context.getProcessEngineConfiguration().getCommandExecutorTxRequired();
    }

    private static class Users extends UserQueryImpl {

        private final transient Directory directory;

        Users(Directory directory, @Nullable CommandExecutor executor) {
            super(executor);
            this.directory = directory;
        }

        @Override
        public long executeCount(CommandContext context) {
            return directory.count(this, Sight.of(context, Resources.USER));
        }

        @Override
        public List<User> executeList(CommandContext context, @Nullable Page page) {
            return directory.users(this, Sight.of(context, Resources.USER));
        }
    }

    private static class Groups extends GroupQueryImpl {

        private final transient Directory directory;

        Groups(Directory directory, @Nullable CommandExecutor executor) {
            super(executor);
            this.directory = directory;
        }

        @Override
        public long executeCount(CommandContext context) {
            return directory.count(this, Sight.of(context, Resources.GROUP));
        }

        @Override
        public List<Group> executeList(CommandContext context, @Nullable Page page) {
            return directory.groups(this, Sight.of(context, Resources.GROUP));
        }
    }

    private static class Tenants extends TenantQueryImpl {

        private final transient Directory directory;

        Tenants(Directory directory, @Nullable CommandExecutor executor) {
            super(executor);
            this.directory = directory;
        }

        @Override
        public long executeCount(CommandContext context) {
            return directory.count(this, Sight.of(context, Resources.TENANT));
        }

        @Override
        public List<Tenant> executeList(CommandContext context, @Nullable Page page) {
            return directory.tenants(this, Sight.of(context, Resources.TENANT));
        }
    }
}
