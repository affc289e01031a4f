package org.imprimatur.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Hears every statement that the application sends to its database, with its values, and has PostgreSQL explain them. */
final class Statements implements BeanPostProcessor {

    private final ThreadLocal<@Nullable List<String>> heard = new ThreadLocal<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource database ? listening(DataSource.class, database) : bean;
    }

    /** The same object, except that connections and statements which it hands out are heard as well. */
    private <T> T listening(Class<T> type, T real) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    var listener = heard.get();
                    if (listener != null
                            && real instanceof PreparedStatement statement
                            && method.getName().startsWith("execute")) {
                        listener.add(statement.unwrap(PreparedStatement.class).toString());
                    }
                    try {
                        return heardToo(method.invoke(real, values));
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }

    private @Nullable Object heardToo(@Nullable Object answer) {
        if (answer instanceof Connection connection) {
            return listening(Connection.class, connection);
        }
        return answer instanceof PreparedStatement statement ? listening(PreparedStatement.class, statement) : answer;
    }

    /** Prints how PostgreSQL goes about each query of this action. */
    void explain(House house, String title, Runnable action) {
        var said = new ArrayList<String>();
        heard.set(said);
        action.run();
        heard.remove();
        for (var statement : said) {
            System.out.printf("%n-- %s%n%s%n%n", title, statement.strip());
            house.part(JdbcClient.class)
                    .sql("explain (analyze, buffers) " + statement)
                    .query(String.class)
                    .list()
                    .forEach(System.out::println);
        }
    }
}
