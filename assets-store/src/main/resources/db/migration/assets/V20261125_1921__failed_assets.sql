-- How many there are is asked again and again by whoever watches over the product.
create index asset_failed on asset (id) where state = 'failed';
