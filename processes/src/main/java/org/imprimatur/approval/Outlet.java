package org.imprimatur.approval;

import java.util.List;

/** Brings an approved subject out; the application keeps the ledger. One bean per kind that can be published. */
public interface Outlet {

    /** The kind this bean publishes. */
    String kind();

    /** Writes the attempt, one per channel, in the gate's transaction: it is committed before anything goes out. */
    void prepare(Round approved);

    /**
     * Goes out, after {@link #prepare} was committed, rendered from the document that was approved. Repeatable: what is
     * out already is not sent again.
     *
     * @return what failed, each a sentence a person can act on; empty when all of it is out
     */
    List<String> publish(Round approved);
}
