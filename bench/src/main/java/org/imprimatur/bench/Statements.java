package org.imprimatur.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Hears what goes to a database, with its values and how long it took, commits too; counts it, or has PostgreSQL explain
 * it. Whoever is heard is slower for it, so nothing is measured meanwhile.
 */
final class Statements implements BeanPostProcessor {

    private static final int SHOWN = 200;

    private static final ThreadLocal<@Nullable String> EXPLAINING = new ThreadLocal<>();

    private volatile @Nullable Listener counting;

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
        return heard(type, real, null);
    }

    /** @param twin is given the same values and asked first: it explains what the statement is going to do */
    private <T> T heard(Class<T> type, T real, @Nullable PreparedStatement twin) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    var said = counting == null ? null : said(real, method.getName(), values);
                    if (twin != null && method.getName().startsWith("set")) {
                        method.invoke(twin, values);
                    } else if (twin != null && method.getName().startsWith("execute")) {
                        print(twin);
                    }
                    var begin = System.nanoTime();
                    try {
                        var answer = method.invoke(real, values);
                        if (answer instanceof PreparedStatement prepared
                                && real instanceof Connection connection
                                && EXPLAINING.get() != null) {
                            return heard(
                                    PreparedStatement.class,
                                    prepared,
                                    connection.prepareStatement("explain (analyze, buffers) " + values[0]));
                        }
                        return answer instanceof Connection || answer instanceof Statement
                                ? heardToo(method.getReturnType(), answer)
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    } finally {
                        var to = counting;
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
        counting = (statement, nanos) ->
                counted.merge(withoutValues(statement), new Counted(1, nanos / 1e6), Counted::plus);
        slice.run();
        counting = null;
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
    void explain(String title, Runnable action) {
        EXPLAINING.set(title);
        try {
            action.run();
        } finally {
            EXPLAINING.remove();
        }
    }

    private static void print(PreparedStatement explained) throws SQLException {
        System.out.printf("%n-- %s%n", EXPLAINING.get());
        try (var plan = explained.executeQuery()) {
            while (plan.next()) {
                System.out.println(plan.getString(1));
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
