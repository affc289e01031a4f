/** The object store, through the MinIO SDK and the plain core of S3. */
@NullMarked
package org.imprimatur.assets.minio;

import org.jspecify.annotations.NullMarked;
