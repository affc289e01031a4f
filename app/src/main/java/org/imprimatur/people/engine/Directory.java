package org.imprimatur.people.engine;

import java.util.Arrays;
import java.util.List;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.GroupQueryImpl;
import org.camunda.bpm.engine.impl.TenantQueryImpl;
import org.camunda.bpm.engine.impl.UserQueryImpl;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TenantEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.imprimatur.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Answers the engine's questions about people with one statement each. Groups are {@code brand:role}, and three that
 * span all brands: {@value #ADMINISTRATORS}, {@value #MODELERS}, {@value #AUDITORS}. Tenants are brands; an
 * administrator belongs to all of them, or Cockpit would show them nothing. People switched off do not exist here.
 * Every method takes the one person whose own part is all that may be seen, or null when everything may.
 */
@Component
class Directory {

    static final String ADMINISTRATORS = "administrators";
    static final String MODELERS = "modelers";
    static final String AUDITORS = "auditors";

    private static final String USERS = "from person p where p.enabled";
    private static final String GROUPS = """
            from (select b.id || ':' || r.role as id, b.name || ': ' || r.role as name, 'BRAND' as type, b.id as brand
                  from brand b cross join unnest(array[%s]) as r (role)
                  union all
                  select w.id, w.id, 'ENGINE', null from unnest(array['administrators', 'modelers', 'auditors']) as w (id)
                 ) g where true""".formatted(String.join(
            ", ",
            Arrays.stream(Role.values()).map(role -> "'" + role.word() + "'").toList()));
    private static final String TENANTS = "from brand b where true";

    /** The groups of one person, enabled or not. */
    private static final String GROUPS_OF_USER = """
            select m.brand || ':' || m.role from membership m where m.person = :user
            union all select 'modelers' from membership m where m.person = :user and m.role = 'modeler'
            union all select 'auditors' from membership m where m.person = :user and m.role = 'auditor'
            union all select 'administrators' from person a where a.id = :user and a.administrator""";

    private static final String TENANT_OF_USER = """
            exists (select 1 from person p where p.id = :user and p.enabled and (p.administrator
                or exists (select 1 from membership m where m.person = p.id and m.brand = b.id)))""";

    private final JdbcClient jdbc;

    Directory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<User> users(UserQueryImpl query, @Nullable String only) {
        return filtered(query, only)
                .list(
                        jdbc,
                        "p.id, p.name",
                        "p.id",
                        query,
                        (row, index) -> user(row.getString("id"), row.getString("name")));
    }

    long count(UserQueryImpl query, @Nullable String only) {
        return filtered(query, only).count(jdbc);
    }

    List<Group> groups(GroupQueryImpl query, @Nullable String only) {
        return filtered(query, only).list(jdbc, "g.id, g.name, g.type", "g.id", query, (row, index) -> {
            var group = new GroupEntity(row.getString("id"));
            group.setName(row.getString("name"));
            group.setType(row.getString("type"));
            return group;
        });
    }

    long count(GroupQueryImpl query, @Nullable String only) {
        return filtered(query, only).count(jdbc);
    }

    List<Tenant> tenants(TenantQueryImpl query, @Nullable String only) {
        return filtered(query, only).list(jdbc, "b.id, b.name", "b.id", query, (row, index) -> {
            var tenant = new TenantEntity(row.getString("id"));
            tenant.setName(row.getString("name"));
            return tenant;
        });
    }

    long count(TenantQueryImpl query, @Nullable String only) {
        return filtered(query, only).count(jdbc);
    }

    private static Filtered filtered(UserQueryImpl query, @Nullable String only) {
        var users = new Filtered(USERS)
                .where("p.id = :id", "id", query.getId())
                .where("p.id = :only", "only", only)
                .where("p.id = any(:ids)", "ids", query.getIds())
                .where("(p.name = :first or p.name like :first || ' %')", "first", query.getFirstName())
                .where("p.name ilike :firstLike", "firstLike", query.getFirstNameLike())
                .where("p.name like '% ' || :last", "last", query.getLastName())
                .where("p.name ilike :lastLike", "lastLike", query.getLastNameLike())
                .where(":email is null", "email", query.getEmail()) // nobody has one here
                .where("'' like :emailLike", "emailLike", query.getEmailLike())
                .where(
                        "(p.administrator or exists (select 1 from membership m where m.person = p.id and m.brand = :tenant))",
                        "tenant",
                        query.getTenantId())
                .orderedBy(query, "p.id", "p.name");
        return query.getGroupId() == null ? users : inGroup(users, query.getGroupId());
    }

    private static Filtered inGroup(Filtered users, String group) {
        var colon = group.indexOf(':');
        if (group.equals(ADMINISTRATORS)) {
            return users.where("p.administrator");
        }
        if (colon > 0) {
            return users.where(
                            "exists (select 1 from membership m where m.person = p.id and m.brand = :brand and m.role = :role)",
                            "brand",
                            group.substring(0, colon))
                    .with("role", group.substring(colon + 1));
        }
        var role =
                switch (group) {
                    case MODELERS -> Role.MODELER.word();
                    case AUDITORS -> Role.AUDITOR.word();
                    default -> "";
                };
        return users.where(
                "exists (select 1 from membership m where m.person = p.id and m.role = :role)", "role", role);
    }

    private static Filtered filtered(GroupQueryImpl query, @Nullable String only) {
        return new Filtered(GROUPS)
                .where("g.id = :id", "id", query.getId())
                .where("g.id in (" + GROUPS_OF_USER.replace(":user", ":only") + ")", "only", only)
                .where("g.id = any(:ids)", "ids", query.getIds())
                .where("g.name = :name", "name", query.getName())
                .where("g.name ilike :nameLike", "nameLike", query.getNameLike())
                .where("g.type = :type", "type", query.getType())
                .where(
                        "g.id in (" + GROUPS_OF_USER
                                + ") and exists (select 1 from person p where p.id = :user and p.enabled)",
                        "user",
                        query.getUserId())
                .where("g.brand = :tenant", "tenant", query.getTenantId())
                .orderedBy(query, "g.id", "g.name");
    }

    private static Filtered filtered(TenantQueryImpl query, @Nullable String only) {
        return new Filtered(TENANTS)
                .where("b.id = :id", "id", query.getId())
                .where(TENANT_OF_USER.replace(":user", ":only"), "only", only)
                .where("b.id = any(:ids)", "ids", query.getIds())
                .where("b.name = :name", "name", query.getName())
                .where("b.name ilike :nameLike", "nameLike", query.getNameLike())
                .where(TENANT_OF_USER, "user", query.getUserId())
                .where("split_part(:group, ':', 1) = b.id", "group", query.getGroupId())
                .orderedBy(query, "b.id", "b.name");
    }

    /** The engine knows a first and a last name; the last word of ours is the latter. */
    private static User user(String id, String name) {
        var space = name.lastIndexOf(' ');
        var user = new UserEntity(id);
        user.setFirstName(space < 0 ? name : name.substring(0, space));
        user.setLastName(space < 0 ? "" : name.substring(space + 1));
        return user;
    }
}
