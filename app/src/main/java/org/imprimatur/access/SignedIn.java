package org.imprimatur.access;

import java.io.Serializable;
import java.security.Principal;

/**
 * Who a session belongs to. It carries no roles, since those are asked at each request.
 *
 * @param stamp the count of their passwords at sign-in; a newer password ends the session
 */
record SignedIn(String id, int stamp) implements Principal, Serializable {

    @Override
    public String getName() {
        return id;
    }
}
