-- What files bring in, and what reading them needs: other names of offices, short names of themes,
-- and which files were imported.

-- The heading between theme and item, where a plan has one.
alter table item add column group_title text;

-- One row per other name (简称) of an office: 基教股 stands for 基础教育股.
create table office_alias (
    alias text primary key,
    office_name text not null
);

-- One row per word in the heading of a theme and the short name that it means; the first that a
-- heading holds, by ordinal, names the theme.
create table theme_name (
    pattern text primary key,
    short_name text not null,
    ordinal integer not null unique
);

insert into theme_name
values
('党的建设', '党建', 1),
('党的领导', '党建', 2),
('党的全面领导', '党建', 3),
('政治建设', '党建', 4),
('政治引领', '党建', 5),
('从严治党', '党建', 6),
('党建', '党建', 7),
('党风廉政', '党风廉政', 8),
('意识形态', '意识形态', 9),
('五育并举', '五育并举', 10),
('立德树人', '五育并举', 11),
('德育', '五育并举', 12),
('全面发展', '五育并举', 13),
('教师队伍', '队伍建设', 14),
('队伍建设', '队伍建设', 15),
('师德师风', '队伍建设', 16),
('师资', '队伍建设', 17),
('安全', '安全稳定', 18),
('稳定', '安全稳定', 19),
('平安', '安全稳定', 20),
('双减', '双减', 21),
('学前教育', '学前教育', 22),
('职业教育', '职业教育', 23),
('产教融合', '职业教育', 24),
('特殊教育', '特殊教育', 25),
('教学', '教学质量', 26),
('教育质量', '教学质量', 27),
('办学质量', '教学质量', 28),
('教研', '教学质量', 29),
('优质均衡', '均衡发展', 30),
('均衡发展', '均衡发展', 31),
('义务教育', '均衡发展', 32),
('公平', '教育公平', 33),
('资助', '民生保障', 34),
('民生', '民生保障', 35),
('项目建设', '办学条件', 36),
('办学条件', '办学条件', 37),
('学校建设', '办学条件', 38),
('基础设施', '办学条件', 39),
('信息化', '智慧教育', 40),
('数字化', '智慧教育', 41),
('依法治教', '依法治教', 42),
('法治', '依法治教', 43),
('治理', '依法治教', 44),
('督导', '教育督导', 45),
('改革', '教育改革', 46),
('作风', '作风建设', 47);

-- One row per file that was imported: who, when, which file, and how many tasks or reports of it
-- were new, changed, as they were, or missing. digest is the SHA-256 of the file.
create table import_log (
    import_id integer primary key,
    imported_at timestamp not null,
    imported_by text,
    file_name text not null,
    digest text not null,
    kind text not null check (kind in ('plan', 'ledger', 'progress')),
    year integer not null,
    count_new integer not null,
    count_changed integer not null,
    count_unchanged integer not null,
    count_missing integer not null,
    undone_at timestamp,
    undone_by text
);
