-- How many there are is asked again and again by whoever watches over the product; nearly all others are sent.
create index publication_attempt_unsettled on publication_attempt (state) where state <> 'sent';
