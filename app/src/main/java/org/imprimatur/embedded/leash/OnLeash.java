package org.imprimatur.embedded.leash;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs another main class in a process that ends with its parent: standard input is a pipe that nobody else holds, so
 * its end is the parent's end, however that came about. Stands alone, without any other class of ours.
 */
public final class OnLeash {

    private OnLeash() {}

    /** @param args name of the class to run, then its own arguments */
    public static void main(String... args) throws ReflectiveOperationException {
        Thread leash = new Thread(OnLeash::endWithParent, "leash");
        leash.setDaemon(true);
        leash.start();
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 1, args.length));
    }

    private static void endWithParent() {
        try {
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException broken) {
            System.err.println("The leash is broken: " + broken);
        }
        Runtime.getRuntime().halt(0);
    }
}
