package org.imprimatur;

import static org.awaitility.Awaitility.await;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;

/**
 * Counts the statements that a request sends to the database, from the first filter to the last byte of its answer. A
 * request asks for it by a header; what the application does meanwhile by itself is not counted.
 */
public final class CountedStatements
        implements ApplicationContextInitializer<GenericApplicationContext>, BeanPostProcessor {

    /** Names the count; {@link #of} tells how many they were. */
    public static final String HEADER = "X-Count-Statements";

    private static final Map<String, Integer> COUNTS = new ConcurrentHashMap<>();
    private static final ThreadLocal<@Nullable AtomicInteger> COUNT = new ThreadLocal<>();

    /** How many statements the answered request with this name sent. */
    public static int of(String name) {
        return await().until(() -> COUNTS.get(name), Objects::nonNull); // an answer may be read before its request ends
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        context.getBeanFactory().addBeanPostProcessor(this);
        context.registerBean("countedRequests", FilterRegistrationBean.class, CountedStatements::filter);
    }

    private static FilterRegistrationBean<Filter> filter() {
        var filter = new FilterRegistrationBean<Filter>((request, response, chain) -> {
            var name = ((HttpServletRequest) request).getHeader(HEADER);
            if (name == null) {
                chain.doFilter(request, response);
                return;
            }
            var count = new AtomicInteger();
            COUNT.set(count);
            try {
                chain.doFilter(request, response);
            } finally {
                COUNT.remove();
                COUNTS.put(name, count.get());
            }
        });
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource database ? counted(DataSource.class, database) : bean;
    }

    /** The same, except that it counts what its connections and their statements are asked. */
    private static <T> T counted(Class<T> type, T real) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    var count = COUNT.get();
                    if (count != null
                            && real instanceof Statement
                            && method.getName().startsWith("execute")) {
                        count.incrementAndGet();
                    }
                    try {
                        var answer = method.invoke(real, values);
                        return answer instanceof Connection || answer instanceof Statement
                                ? countedToo(method.getReturnType(), answer)
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }

    private static <T> Object countedToo(Class<T> type, Object answer) {
        return type.isInterface() ? counted(type, type.cast(answer)) : answer;
    }
}
