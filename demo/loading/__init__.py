"""From readable files to rows: one module for each floor of the portal, bottom up."""
