package org.imprimatur.people.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.Direction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One statement in the making: the criteria that an engine query really has, each as a bound parameter. */
class Filtered {

    private final StringBuilder from;
    private final Map<String, Object> parameters = new HashMap<>();
    private String order = "";

    Filtered(String from) {
        this.from = new StringBuilder(from);
    }

    Filtered where(String condition) {
        from.append(" and ").append(condition);
        return this;
    }

    /** Adds the condition unless the query does not ask for it. */
    Filtered where(String condition, String name, @Nullable Object value) {
        return value == null ? this : where(condition).with(name, value);
    }

    Filtered with(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    Filtered orderedBy(AbstractQuery<?, ?> query, String id, String name) {
        if (!query.getOrderingProperties().isEmpty()) {
            var first = query.getOrderingProperties().get(0);
            var column = first.getQueryProperty().getName().startsWith("ID") ? id : name;
            order = column + (Direction.DESCENDING.equals(first.getDirection()) ? " desc, " : ", ");
        }
        return this;
    }

    <T> List<T> list(
            JdbcClient jdbc, String columns, String unique, AbstractQuery<?, ?> page, RowMapper<? extends T> row) {
        var limit = " offset " + Math.max(page.getFirstResult(), 0) + " limit " + page.getMaxResults();
        return List.copyOf(jdbc.sql("select " + columns + " " + from + " order by " + order + unique + limit)
                .params(parameters)
                .query(row)
                .list());
    }

    long count(JdbcClient jdbc) {
        return jdbc.sql("select count(*) " + from)
                .params(parameters)
                .query(Long.class)
                .single();
    }
}
