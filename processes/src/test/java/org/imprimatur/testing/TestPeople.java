package org.imprimatur.testing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imprimatur.approval.Groups;
import org.springframework.stereotype.Component;

/** Who belongs where in the stories. */
@Component
public class TestPeople implements Groups {

    private final Map<String, Set<String>> groups = new HashMap<>();

    public TestPeople() {
        for (var role : List.of("creator", "reviewer", "brand-manager", "librarian", "publisher")) {
            is(role, "aurora:" + role);
            is("other-" + role, "boreal:" + role);
        }
        is("second-reviewer", "aurora:reviewer");
        is("both", "aurora:creator", "aurora:reviewer", "aurora:brand-manager");
        is("uploader", "aurora:creator", "aurora:librarian");
    }

    public final void is(String person, String... groupsOfPerson) {
        groups.put(person, Set.copyOf(Arrays.asList(groupsOfPerson)));
    }

    @Override
    public Set<String> of(String person) {
        return groups.getOrDefault(person, Set.of());
    }
}
