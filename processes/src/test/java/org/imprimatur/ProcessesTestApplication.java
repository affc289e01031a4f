package org.imprimatur;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.imprimatur.testing.MutableClock;
import org.imprimatur.testing.TestIdentity;
import org.imprimatur.testing.TestPeople;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;

/** The processes jar alone, on a real PostgreSQL, with a clock that a test moves. */
@SpringBootApplication
public class ProcessesTestApplication {

    /** Stops after the pool that holds connections to it. */
    @Bean(destroyMethod = "close")
    EmbeddedPostgres server() throws IOException {
        return EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
    }

    @Bean
    DataSource dataSource(EmbeddedPostgres server) {
        return DataSourceBuilder.create()
                .url(server.getJdbcUrl("postgres", "postgres"))
                .build();
    }

    @Bean
    MutableClock clock() {
        return new MutableClock();
    }

    @Bean
    ProcessEnginePlugin testIdentity(TestPeople people) {
        return new TestIdentity(people);
    }
}
