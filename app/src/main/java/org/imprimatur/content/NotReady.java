package org.imprimatur.content;

import java.util.List;
import org.imprimatur.FieldError;
import org.imprimatur.approval.Refused;

/** A post that cannot be submitted yet, with everything that keeps it. */
public class NotReady extends Refused {

    private final transient List<FieldError> obstacles;

    /** @param obstacles at least one */
    NotReady(List<FieldError> obstacles) {
        super(Kind.UNACCEPTABLE, "not-ready", obstacles.get(0).message());
        this.obstacles = obstacles;
    }

    public List<FieldError> obstacles() {
        return obstacles;
    }
}
