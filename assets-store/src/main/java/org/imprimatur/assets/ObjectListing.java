package org.imprimatur.assets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import org.imprimatur.assets.AssetStore.Stored;

/** Lists the objects of the bucket. */
public interface ObjectListing {

    /** The order of keys: that of their bytes in UTF-8, as S3 lists them and as PostgreSQL's collation "C" sorts. */
    Comparator<String> ORDER = (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

    /**
     * Objects in {@link #ORDER}, read from the store while the caller walks through them: what is written or removed
     * meanwhile may be among them or not.
     *
     * @param key the last one that is left out; it need not exist. Empty for all objects
     * @throws AssetRefused 503 when the store does not answer as it should, also by the iterator
     */
    Iterator<Stored> after(String key);
}
