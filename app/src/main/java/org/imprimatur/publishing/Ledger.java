package org.imprimatur.publishing;

import java.util.List;
import java.util.Map;
import org.imprimatur.content.Post;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Every attempt to publish, each written and committed before anything went out. */
@Service
@Transactional(readOnly = true)
public class Ledger {

    private final LedgerRepository repository;
    private final Permissions permissions;

    Ledger(LedgerRepository repository, Permissions permissions) {
        this.repository = repository;
        this.permissions = permissions;
    }

    /** The attempts of one post, oldest first; its authors may see them, and who may see the ledger. */
    public List<Attempt> of(Post post, Person reader) {
        if (!post.authors().contains(reader.id())) {
            permissions.require(reader, Action.LEDGER, post.brand());
        }
        return repository.of(post.subject());
    }

    /** How many attempts of all brands have not come to a good end, for whoever watches over the product. */
    public Standings standings() {
        return new Standings(repository.unsettled());
    }

    /** The newest attempts of a brand. */
    public List<Attempt> in(String brand, int limit, Person reader) {
        permissions.require(reader, Action.LEDGER, brand);
        return repository.in(brand, Math.max(1, Math.min(limit, 200)));
    }

    /** Attempts by where they stand, but for those that are out. */
    public record Standings(Map<Attempt.State, Long> counts) {
        public long of(Attempt.State state) {
            return counts.getOrDefault(state, 0L);
        }
    }
}
