package org.imprimatur.access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/** Makes the tables of Spring Session bear what browsers do: parallel calls, and a sign-out among them. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    /**
     * Parallel first calls of one session each add Camunda's attribute: the last one wins. A call that is still running
     * when its session is deleted adds nothing; the lock makes it wait for a deletion under way. Based on Spring Session's
     * {@code PostgreSqlJdbcIndexedSessionRepositoryCustomizer}, which covers the first of the two.
     */
    private static final String ADD_ATTRIBUTE = """
            insert into %TABLE_NAME%_attributes (session_primary_id, attribute_name, attribute_bytes)
            select s.primary_id, added.name, added.bytes
            from (values (?::text, ?::text, ?::bytea)) as added (id, name, bytes)
            join %TABLE_NAME% s on s.primary_id = added.id
            for key share of s
            on conflict (session_primary_id, attribute_name) do update set attribute_bytes = excluded.attribute_bytes""";

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> concurrentSessions() {
        return sessions -> sessions.setCreateSessionAttributeQuery(ADD_ATTRIBUTE);
    }
}
