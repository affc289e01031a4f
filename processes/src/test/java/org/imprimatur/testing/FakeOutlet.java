package org.imprimatur.testing;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.approval.Outlet;
import org.imprimatur.approval.Round;

/** Remembers what was prepared and what went out. */
public class FakeOutlet implements Outlet {

    public final List<Round> prepared = new ArrayList<>();
    public final List<Round> published = new ArrayList<>();
    public List<String> failures = List.of();
    public boolean broken;

    @Override
    public String kind() {
        return "post";
    }

    @Override
    public void prepare(Round approved) {
        prepared.add(approved);
    }

    @Override
    public List<String> publish(Round approved) {
        if (broken) {
            throw new IllegalStateException("the network is away");
        }
        published.add(approved);
        return failures;
    }
}
