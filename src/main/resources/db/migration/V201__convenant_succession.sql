-- Which convenant another one replaces, and who drew it up on this node's own pages: that person
-- does not sign it there.
alter table convenant add column predecessor text;
alter table convenant add column made_by text;
create index convenant_predecessor on convenant (predecessor);
