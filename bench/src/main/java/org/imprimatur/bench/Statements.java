package org.imprimatur.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Hears what goes to a database, with its values and how long it took, commits too; counts it, or has PostgreSQL explain
 * it. Whoever is heard is slower for it, so nothing is measured meanwhile.
 */
final class Statements implements BeanPostProcessor {

    private static final int SHOWN = 200;

    private volatile @Nullable Listener listener;

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource database ? heard(database) : bean;
    }

    /** The same database, heard. */
    DataSource heard(DataSource database) {
        return heard(DataSource.class, database);
    }

    /** The same object, except that connections and statements which it hands out are heard as well. */
    private <T> T heard(Class<T> type, T real) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    var said = listener == null ? null : said(real, method.getName(), values);
                    var begin = System.nanoTime();
                    try {
                        var answer = method.invoke(real, values);
                        return answer instanceof Connection || answer instanceof Statement
                                ? heardToo(method.getReturnType(), answer)
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    } finally {
                        var to = listener;
                        if (said != null && to != null) {
                            to.hear(said, System.nanoTime() - begin);
                        }
                    }
                }));
    }

    private <T> Object heardToo(Class<T> type, Object answer) {
        return heard(type, type.cast(answer));
    }

    private static @Nullable String said(Object real, String method, Object @Nullable [] values) throws Exception {
        if (real instanceof Connection) {
            return method.equals("commit") ? "commit" : null;
        }
        if (!(real instanceof Statement statement) || !method.startsWith("execute")) {
            return null;
        }
        return values == null || values.length == 0
                ? statement.unwrap(Statement.class).toString()
                : String.valueOf(values[0]);
    }

    /** Prints how often each statement was sent by a slice, and how long the callers waited for it, per one of it. */
    void count(String title, int times, Pairs.Slice slice) throws Exception {
        slice.run();
        var counted = new ConcurrentHashMap<String, Counted>();
        listener = (statement, nanos) ->
                counted.merge(withoutValues(statement), new Counted(1, nanos / 1e6), Counted::plus);
        slice.run();
        listener = null;
        var all = counted.values().stream().reduce(new Counted(0, 0), Counted::plus);
        System.out.printf(Locale.ROOT, "%n%s, for one of %d%n%10s%10s   statement%n", title, times, "calls", "ms");
        line(all, times, "all");
        counted.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparing(Counted::calls).reversed()))
                .forEach(each -> line(each.getValue(), times, each.getKey()));
    }

    private static void line(Counted counted, int times, String statement) {
        System.out.printf(
                Locale.ROOT,
                "%10.2f%10.3f   %s%n",
                (double) counted.calls / times,
                counted.millis / times,
                statement.substring(0, Math.min(SHOWN, statement.length())));
    }

    private static String withoutValues(String statement) {
        return statement
                .replaceAll("\\s+", " ")
                .replaceAll("\\(?'[^']*'\\)?(::\\w+( \\w+)*)?", "?")
                .replaceAll("\\(\\?(, ?\\?)+\\)", "(?..)");
    }

    /** Prints how PostgreSQL goes about each query of this action. */
    void explain(House house, String title, Runnable action) {
        var said = new CopyOnWriteArrayList<String>();
        var asking = Thread.currentThread();
        listener = (statement, nanos) -> {
            if (Thread.currentThread() == asking) {
                said.add(statement);
            }
        };
        action.run();
        listener = null;
        for (var statement : List.copyOf(said)) {
            if (statement.stripLeading().toLowerCase(Locale.ROOT).startsWith("select")
                    || statement.stripLeading().toLowerCase(Locale.ROOT).startsWith("with")) {
                System.out.printf("%n-- %s%n%s%n%n", title, statement.strip());
                house.part(JdbcClient.class)
                        .sql("explain (analyze, buffers) " + statement)
                        .query(String.class)
                        .list()
                        .forEach(System.out::println);
            }
        }
    }

    private interface Listener {
        void hear(String statement, long nanos);
    }

    private record Counted(int calls, double millis) {
        Counted plus(Counted other) {
            return new Counted(calls + other.calls, millis + other.millis);
        }
    }
}
