package org.imprimatur.engine;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** In whose name the engine is called; whoever was there before is there again afterwards. */
@Component
public class EngineIdentity {

    private final IdentityService identities;
    private final ProcessEngine engine;

    EngineIdentity(@Lazy IdentityService identities, @Lazy ProcessEngine engine) {
        this.identities = identities;
        this.engine = engine;
    }

    /**
     * Runs in a person's name: the engine checks what they may.
     *
     * @param groups the person's, each {@code brand:role}; the brands in them are the tenants
     */
    public <T> T as(String person, Set<String> groups, Supplier<T> action) {
        var brands = new TreeSet<String>();
        for (var group : groups) {
            var colon = group.indexOf(':');
            if (colon > 0) {
                brands.add(group.substring(0, colon));
            }
        }
        return run(new Authentication(person, List.copyOf(groups), List.copyOf(brands)), action);
    }

    /**
     * Runs in a person's name, which stands in the engine's history and is what {@link #current} answers, and the engine
     * checks nothing: the caller has checked before, against our own tables.
     */
    public <T> T onBehalfOf(String person, Set<String> groups, Supplier<T> action) {
        var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        return as(person, groups, () -> configuration
                .getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(action::get)));
    }

    /** Runs in nobody's name: the engine checks nothing, so the caller has checked before. */
    public <T> T asNobody(Supplier<T> action) {
        return run(null, action);
    }

    /** In whose name the engine is called right now. */
    public @Nullable String current() {
        var authentication = identities.getCurrentAuthentication();
        return authentication == null ? null : authentication.getUserId();
    }

    private <T> T run(@Nullable Authentication wanted, Supplier<T> action) {
        var before = identities.getCurrentAuthentication();
        set(wanted);
        try {
            return action.get();
        } finally {
            set(before);
        }
    }

    private void set(@Nullable Authentication authentication) {
        if (authentication == null) {
            identities.clearAuthentication();
        } else {
            identities.setAuthentication(authentication);
        }
    }
}
