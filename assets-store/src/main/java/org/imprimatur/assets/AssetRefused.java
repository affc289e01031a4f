package org.imprimatur.assets;

/** An upload or a request that cannot stand; the message names the field, the limit and what was found. */
public class AssetRefused extends RuntimeException {

    private final String field;
    private final int status;

    /**
     * @param field what it is about, {@code file} or {@code title} for instance
     * @param status the HTTP status that says it best: 404, 409, 413, 415, 416, 422 or 503
     */
    public AssetRefused(String field, int status, String message) {
        super(message);
        this.field = field;
        this.status = status;
    }

    public String field() {
        return field;
    }

    public int status() {
        return status;
    }
}
