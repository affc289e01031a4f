package org.imprimatur.killed;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.imprimatur.Product;

/** Who is killed. */
enum Victim {
    APPLICATION {
        @Override
        Optional<String> kill(House house, Random dice) {
            int node = dice.nextInt(house.nodes().size());
            house.nodes().get(node).kill();
            house.comesBack(node);
            return Optional.of("node " + (node + 1));
        }
    },
    /** All of it, or one of its processes: then it ends the others itself and recovers. */
    POSTGRESQL {
        @Override
        Optional<String> kill(House house, Random dice) {
            var postmaster = Servers.postmaster(house.data());
            var workers = Servers.postgres(house.data()).stream()
                    .filter(process -> postmaster.filter(process::equals).isEmpty())
                    .toList();
            if (dice.nextBoolean() && postmaster.isPresent()) {
                postmaster.get().destroyForcibly();
                return Optional.of("as a whole");
            }
            return one(workers, dice);
        }
    },
    STORE {
        @Override
        Optional<String> kill(House house, Random dice) {
            return one(Servers.store(house.data()), dice);
        }
    },
    EXAMINER {
        @Override
        Optional<String> kill(House house, Random dice) {
            Stream<ProcessHandle> all = house.nodes().stream().flatMap(Product::children);
            return one(all.filter(Servers::isExaminer).toList(), dice);
        }
    };

    /** @return which one, in words; empty when there was none to be killed */
    abstract Optional<String> kill(House house, Random dice);

    private static Optional<String> one(List<ProcessHandle> candidates, Random dice) {
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        var chosen = candidates.get(dice.nextInt(candidates.size()));
        chosen.destroyForcibly();
        return Optional.of("process " + chosen.pid());
    }
}
