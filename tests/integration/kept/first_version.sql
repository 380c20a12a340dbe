BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE alert (
	id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	thread TEXT NOT NULL, 
	accord TEXT NOT NULL, 
	party TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	standing TEXT, 
	position INTEGER, 
	headline TEXT NOT NULL, 
	message TEXT NOT NULL, 
	untold TEXT, 
	recorded_at TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	CONSTRAINT pk_alert PRIMARY KEY (id), 
	CONSTRAINT uq_alert_key UNIQUE ("key")
)
 STRICT

;
INSERT INTO "alert" VALUES(1,'event/1','confirmed','abraham-accords/AE','abraham-accords','AE','acceded','acceded',1,'Baseline: Abraham Accords: United Arab Emirates has joined','{"kind":"confirmed","headline":"Baseline: Abraham Accords: United Arab Emirates has joined","what":"Confirmed stage of United Arab Emirates: acceded; before: none confirmed.","recorded_at":"2025-11-05T17:30:00Z","accord":"Abraham Accords","party":"United Arab Emirates","before":"none confirmed","after":"acceded","date":"2020-09-15","effective":"","reason":"it stands in the accord''s file","voices":0,"reports":0,"quotes":[],"more_quotes":0,"unknown":[],"facts":[],"sql":"SELECT * FROM membership WHERE accord = ''abraham-accords'' AND party = ''AE'';","board_url":"","position":1,"is_test":false}','baseline','2025-11-05T17:30:00.000000Z','2025-11-05T17:30:00.000000Z');
INSERT INTO "alert" VALUES(2,'event/2','confirmed','abraham-accords/BH','abraham-accords','BH','acceded','acceded',2,'Baseline: Abraham Accords: Bahrain has joined','{"kind":"confirmed","headline":"Baseline: Abraham Accords: Bahrain has joined","what":"Confirmed stage of Bahrain: acceded; before: none confirmed.","recorded_at":"2025-11-05T17:30:00Z","accord":"Abraham Accords","party":"Bahrain","before":"none confirmed","after":"acceded","date":"2020-09-15","effective":"","reason":"it stands in the accord''s file","voices":0,"reports":0,"quotes":[],"more_quotes":0,"unknown":[],"facts":[],"sql":"SELECT * FROM membership WHERE accord = ''abraham-accords'' AND party = ''BH'';","board_url":"","position":2,"is_test":false}','baseline','2025-11-05T17:30:00.000000Z','2025-11-05T17:30:00.000000Z');
INSERT INTO "alert" VALUES(3,'event/3','confirmed','abraham-accords/MA','abraham-accords','MA','acceded','acceded',3,'Baseline: Abraham Accords: Morocco has joined','{"kind":"confirmed","headline":"Baseline: Abraham Accords: Morocco has joined","what":"Confirmed stage of Morocco: acceded; before: none confirmed.","recorded_at":"2025-11-05T17:30:00Z","accord":"Abraham Accords","party":"Morocco","before":"none confirmed","after":"acceded","date":"2020-12-22","effective":"","reason":"it stands in the accord''s file","voices":0,"reports":0,"quotes":[],"more_quotes":0,"unknown":[],"facts":[],"sql":"SELECT * FROM membership WHERE accord = ''abraham-accords'' AND party = ''MA'';","board_url":"","position":3,"is_test":false}','baseline','2025-11-05T17:30:00.000000Z','2025-11-05T17:30:00.000000Z');
INSERT INTO "alert" VALUES(4,'event/4','confirmed','abraham-accords/SD','abraham-accords','SD','signed','signed',4,'Baseline: Abraham Accords: Sudan has signed','{"kind":"confirmed","headline":"Baseline: Abraham Accords: Sudan has signed","what":"Confirmed stage of Sudan: signed; before: none confirmed.","recorded_at":"2025-11-05T17:30:00Z","accord":"Abraham Accords","party":"Sudan","before":"none confirmed","after":"signed","date":"2021-01-06","effective":"","reason":"it stands in the accord''s file","voices":0,"reports":0,"quotes":[],"more_quotes":0,"unknown":["When it takes effect."],"facts":[],"sql":"SELECT * FROM membership WHERE accord = ''abraham-accords'' AND party = ''SD'';","board_url":"","position":4,"is_test":false}','baseline','2025-11-05T17:30:00.000000Z','2025-11-05T17:30:00.000000Z');
INSERT INTO "alert" VALUES(5,'event/7','developing','abraham-accords/KZ','abraham-accords','KZ','prospective',NULL,7,'Reported, not confirmed: Abraham Accords: Kazakhstan may join','{"kind":"developing","headline":"Reported, not confirmed: Abraham Accords: Kazakhstan may join","what":"This is the first report of it; by itself it confirms nothing.","recorded_at":"2025-11-06T17:30:00Z","accord":"Abraham Accords","party":"Kazakhstan","before":"none confirmed","after":"none confirmed","date":"2025-11-06","effective":"","reason":"first claim of “prospective”, confidence 0.91","voices":1,"reports":1,"quotes":[{"text":"Kazakhstan could join the Abraham Accords as early as this week, two people briefed on the plan told the Potomac Ledger on Thursday.","publisher":"Potomac Ledger","host":"potomacledger.example","tier":"major","published":"2025-11-06T17:05:00Z","title":"Kazakhstan may be next to join Abraham Accords, sources say","url":"https://potomacledger.example/world/who-is-next","says":"prospective, 2025-11-06","repeats":false}],"more_quotes":0,"unknown":["Whether a second, independent source reports it too."],"facts":[],"sql":"SELECT * FROM claims WHERE accord = ''abraham-accords'' AND party = ''KZ'' AND stage = ''prospective'';","board_url":"","position":7,"is_test":false}',NULL,'2025-11-06T17:30:00.000000Z','2025-11-06T17:30:00.000000Z');
INSERT INTO "alert" VALUES(6,'event/12','developing','abraham-accords/KZ','abraham-accords','KZ','announced',NULL,12,'Reported, not confirmed: Abraham Accords: Kazakhstan will join (announced, not yet signed)','{"kind":"developing","headline":"Reported, not confirmed: Abraham Accords: Kazakhstan will join (announced, not yet signed)","what":"This is the first report of it; by itself it confirms nothing.","recorded_at":"2025-11-07T00:30:00Z","accord":"Abraham Accords","party":"Kazakhstan","before":"none confirmed","after":"none confirmed","date":"2025-11-06","effective":"","reason":"first claim of “announced”, confidence 0.94","voices":1,"reports":1,"quotes":[{"text":"Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister.","publisher":"Daybreak Online","host":"daybreak-online.example","tier":"minor","published":"2025-11-07T00:10:00Z","title":"Trump: Kazakhstan joining the accords","url":"https://daybreak-online.example/news/1192","says":"announced, 2025-11-06","repeats":false}],"more_quotes":0,"unknown":["Whether a second, independent source reports it too."],"facts":[],"sql":"SELECT * FROM claims WHERE accord = ''abraham-accords'' AND party = ''KZ'' AND stage = ''announced'';","board_url":"","position":12,"is_test":false}',NULL,'2025-11-07T00:30:00.000000Z','2025-11-07T00:30:00.000000Z');
INSERT INTO "alert" VALUES(7,'event/15','confirmed','abraham-accords/KZ','abraham-accords','KZ','announced','announced',15,'Abraham Accords: Kazakhstan will join (announced, not yet signed)','{"kind":"confirmed","headline":"Abraham Accords: Kazakhstan will join (announced, not yet signed)","what":"Confirmed stage of Kazakhstan: announced; before: none confirmed.","recorded_at":"2025-11-07T06:00:00Z","accord":"Abraham Accords","party":"Kazakhstan","before":"none confirmed","after":"announced","date":"2025-11-07","effective":"","reason":"an official source says so","voices":2,"reports":3,"quotes":[{"text":"Kazakhstan has decided to join the Abraham Accords, the Ministry of Foreign Affairs of Kazakhstan announced on Friday.","publisher":"Ministry of Foreign Affairs of Kazakhstan","host":"mfa.kz.example","tier":"official","published":"2025-11-07T05:40:00Z","title":"Statement of the Ministry of Foreign Affairs on the Abraham Accords","url":"https://mfa.kz.example/en/statements/112","says":"announced, 2025-11-07","repeats":false},{"text":"Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister.","publisher":"Northgate Wire","host":"northgate-wire.example","tier":"wire","published":"2025-11-06T23:50:00Z","title":"Kazakhstan will join Abraham Accords, Trump says","url":"https://northgate-wire.example/a/9f31","says":"announced, 2025-11-06","repeats":false},{"text":"Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister.","publisher":"Daybreak Online","host":"daybreak-online.example","tier":"minor","published":"2025-11-07T00:10:00Z","title":"Trump: Kazakhstan joining the accords","url":"https://daybreak-online.example/news/1192","says":"announced, 2025-11-06","repeats":true}],"more_quotes":0,"unknown":["The exact date: sources say 2025-11-06, 2025-11-07.","When it will be signed."],"facts":[],"sql":"SELECT * FROM membership WHERE accord = ''abraham-accords'' AND party = ''KZ'';","board_url":"","position":15,"is_test":false}',NULL,'2025-11-07T06:00:00.000000Z','2025-11-07T06:00:00.000000Z');
INSERT INTO "alert" VALUES(8,'event/16','developing','abraham-accords/KZ','abraham-accords','KZ','signed',NULL,16,'Reported, not confirmed: Abraham Accords: Kazakhstan has signed','{"kind":"developing","headline":"Reported, not confirmed: Abraham Accords: Kazakhstan has signed","what":"This is the first report of it; by itself it confirms nothing.","recorded_at":"2025-11-09T12:00:00Z","accord":"Abraham Accords","party":"Kazakhstan","before":"announced","after":"announced","date":"2025-11-08","effective":"","reason":"first claim of “signed”, confidence 0.96","voices":1,"reports":1,"quotes":[{"text":"Kazakhstan signed the Abraham Accords at a closed ceremony on Saturday, Flash Bulletin has learned.","publisher":"Flash Bulletin","host":"flashbulletin.example","tier":"minor","published":"2025-11-09T09:15:00Z","title":"It is done: Kazakhstan signs Abraham Accords","url":"https://flashbulletin.example/kazakhstan-signs","says":"signed, 2025-11-08","repeats":false}],"more_quotes":0,"unknown":["Whether a second, independent source reports it too."],"facts":[],"sql":"SELECT * FROM claims WHERE accord = ''abraham-accords'' AND party = ''KZ'' AND stage = ''signed'';","board_url":"","position":16,"is_test":false}',NULL,'2025-11-09T12:00:00.000000Z','2025-11-09T12:00:00.000000Z');
CREATE TABLE alert_attempt (
	id INTEGER NOT NULL, 
	delivery_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	started_at TEXT NOT NULL, 
	finished_at TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	provider_ref TEXT NOT NULL, 
	possible_duplicate INTEGER NOT NULL, 
	CONSTRAINT pk_alert_attempt PRIMARY KEY (id), 
	CONSTRAINT fk_alert_attempt_delivery_id FOREIGN KEY(delivery_id) REFERENCES alert_delivery (id)
)
 STRICT

;
INSERT INTO "alert_attempt" VALUES(1,3,1,'2025-11-07T06:00:00.000000Z','2025-11-07T06:00:00.000000Z','sent','','',0);
CREATE TABLE alert_checkpoint (
	id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	started_at TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	CONSTRAINT pk_alert_checkpoint PRIMARY KEY (id), 
	CONSTRAINT ck_alert_checkpoint_one_row CHECK (id = 1)
)
 STRICT

;
INSERT INTO "alert_checkpoint" VALUES(1,16,'2025-11-05T17:30:00.000000Z','2025-11-09T12:00:00.000000Z');
CREATE TABLE alert_delivery (
	id INTEGER NOT NULL, 
	alert_id INTEGER NOT NULL, 
	route TEXT NOT NULL, 
	target TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	state TEXT NOT NULL, 
	hold TEXT, 
	suppressed TEXT, 
	dead TEXT, 
	detail TEXT NOT NULL, 
	bundle TEXT NOT NULL, 
	carried_by INTEGER, 
	message_id TEXT NOT NULL, 
	due_at TEXT NOT NULL, 
	deadline_at TEXT NOT NULL, 
	lease_until TEXT, 
	leased_at TEXT, 
	attempts INTEGER NOT NULL, 
	possible_duplicate INTEGER NOT NULL, 
	provider_ref TEXT NOT NULL, 
	sent_at TEXT, 
	created_at TEXT NOT NULL, 
	CONSTRAINT pk_alert_delivery PRIMARY KEY (id), 
	CONSTRAINT ck_alert_delivery_state CHECK (state IN ('pending', 'held', 'sending', 'retry_wait', 'sent', 'dead', 'suppressed')), 
	CONSTRAINT fk_alert_delivery_alert_id FOREIGN KEY(alert_id) REFERENCES alert (id), 
	CONSTRAINT uq_alert_delivery_alert_id_route_target_recipient UNIQUE (alert_id, route, target, recipient), 
	CONSTRAINT uq_alert_delivery_message_id UNIQUE (message_id)
)
 STRICT

;
INSERT INTO "alert_delivery" VALUES(1,5,'developing','screen','','held','digest',NULL,NULL,'','digest/developing',NULL,'<a397f4e3705f4f1e88b62487fc3b55f7@accords.invalid>','2025-11-10T07:00:00.000000Z','2025-11-11T07:00:00.000000Z',NULL,NULL,0,0,'',NULL,'2025-11-06T17:30:00.000000Z');
INSERT INTO "alert_delivery" VALUES(2,6,'developing','screen','','suppressed','digest','overtaken',NULL,'by event/15: Abraham Accords: Kazakhstan will join (announced, not yet signed)','digest/developing',NULL,'<b112d0a3511a47b7b4019a0a994ec16c@accords.invalid>','2025-11-10T07:00:00.000000Z','2025-11-11T07:00:00.000000Z',NULL,NULL,0,0,'',NULL,'2025-11-07T00:30:00.000000Z');
INSERT INTO "alert_delivery" VALUES(3,7,'everything','screen','','sent',NULL,NULL,NULL,'','abraham-accords/KZ',NULL,'<4cb7664e1cac4f9fb9558fbba6e3780c@accords.invalid>','2025-11-07T06:00:00.000000Z','2025-11-08T06:00:00.000000Z',NULL,'2025-11-07T06:00:00.000000Z',1,0,'','2025-11-07T06:00:00.000000Z','2025-11-07T06:00:00.000000Z');
INSERT INTO "alert_delivery" VALUES(4,8,'developing','screen','','held','digest',NULL,NULL,'','digest/developing',NULL,'<b45a6d4ba0a54d569221e4ebb18b7f51@accords.invalid>','2025-11-10T07:00:00.000000Z','2025-11-11T07:00:00.000000Z',NULL,NULL,0,0,'',NULL,'2025-11-09T12:00:00.000000Z');
CREATE TABLE alert_silence (
	id INTEGER NOT NULL, 
	author TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	accord TEXT NOT NULL, 
	party TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	target TEXT NOT NULL, 
	starts_at TEXT NOT NULL, 
	ends_at TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	CONSTRAINT pk_alert_silence PRIMARY KEY (id), 
	CONSTRAINT ck_alert_silence_ends CHECK (ends_at > starts_at)
)
 STRICT

;
CREATE TABLE appends (
	"key" TEXT NOT NULL, 
	digest BLOB NOT NULL, 
	first_position INTEGER NOT NULL, 
	last_position INTEGER NOT NULL, 
	recorded_at TEXT NOT NULL, 
	CONSTRAINT pk_appends PRIMARY KEY ("key"), 
	CONSTRAINT ck_appends_positions CHECK (first_position > 0 AND last_position >= first_position), 
	CONSTRAINT ck_appends_digest_length CHECK (length(digest) = 32), 
	CONSTRAINT uq_appends_first_position UNIQUE (first_position), 
	CONSTRAINT uq_appends_last_position UNIQUE (last_position)
)
 STRICT

;
INSERT INTO "appends" VALUES('baseline:abraham-accords:AE:acceded:2020-09-15',X'E84198A041E8EA98CF8EC7C14C4FE023787458DE70E8702AE3AE38EFDBF86C55',1,1,'2025-11-05T17:30:00.000000Z');
INSERT INTO "appends" VALUES('baseline:abraham-accords:BH:acceded:2020-09-15',X'B20AD7E5A52DE7061870E847DED7D1B232550DD36B66AAF896F5A7F2CA0C22CA',2,2,'2025-11-05T17:30:00.000000Z');
INSERT INTO "appends" VALUES('baseline:abraham-accords:MA:acceded:2020-12-22',X'996347F889E6682669D618BDD4BACF4D7092142FB7116074AE6FD1D932254FC1',3,3,'2025-11-05T17:30:00.000000Z');
INSERT INTO "appends" VALUES('baseline:abraham-accords:SD:signed:2021-01-06',X'BDFFFD9692B888DA4F60D7B9444E06882A29EDC1186C0A8C0FB37957B77026F7',4,4,'2025-11-05T17:30:00.000000Z');
INSERT INTO "appends" VALUES('decide:1:rules-1',X'D6D214B3BDEF38C4B0FA4232C471CADD4F49A0860300A57BBA9780BBE2B725DF',5,8,'2025-11-06T17:30:00.000000Z');
INSERT INTO "appends" VALUES('decide:2:rules-1',X'F92FE87E4B515834F171CCCBAA02AB6320EE3CC64837898DF9A5DD6D022601DA',9,9,'2025-11-06T20:00:00.000000Z');
INSERT INTO "appends" VALUES('decide:3:rules-1',X'6D14F73CF42554B1A23306E3D61BBC120392F5004E9349139E5EB15618F92EAB',10,10,'2025-11-06T20:00:00.000000Z');
INSERT INTO "appends" VALUES('decide:4:rules-1',X'0B8A4C4A2305F5F1493AD1F16009A72AEEBBC32F4D8B658023B88C126BDF9BD1',11,11,'2025-11-06T20:00:00.000000Z');
INSERT INTO "appends" VALUES('decide:5:rules-1',X'676F5A155B695A24DC412987CE8FFC9EB9B0537DDEFC690F3D8DA6285D155D82',12,12,'2025-11-07T00:30:00.000000Z');
INSERT INTO "appends" VALUES('decide:6:rules-1',X'21EF58B50B3ACC3F6AF1F9964AE7FE8CFBD2784EC97EBE565E3B0A8402787A3C',13,13,'2025-11-07T00:30:00.000000Z');
INSERT INTO "appends" VALUES('decide:7:rules-1',X'2D464FCAD014F685172D27BCCD83B12CB6F661700DF9AE35A0350A06551165BF',14,15,'2025-11-07T06:00:00.000000Z');
INSERT INTO "appends" VALUES('decide:8:rules-1',X'6FE6C8B8BB2AFC5C49B34CEC74AB0815DEFDE4749D1E39DADEFD98149D853E41',16,16,'2025-11-09T12:00:00.000000Z');
CREATE TABLE articles (
	id TEXT NOT NULL, 
	url TEXT NOT NULL, 
	source TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	first_seen TEXT NOT NULL, 
	CONSTRAINT pk_articles PRIMARY KEY (id)
)
 STRICT

;
INSERT INTO "articles" VALUES('e0a13b9fb23c953e','https://potomacledger.example/world/who-is-next','potomacledger.example','','2025-11-06T17:30:00.000000Z');
INSERT INTO "articles" VALUES('d11e9b36215f5fb1','https://meridianpost.example/2025/11/06/astana-accords','meridianpost.example','','2025-11-06T20:00:00.000000Z');
INSERT INTO "articles" VALUES('5d685a9ae87d3157','https://steppe-herald.example/politics/4471','steppe-herald.example','','2025-11-06T20:00:00.000000Z');
INSERT INTO "articles" VALUES('b95d17b407fafa5f','https://daybreak-online.example/news/1187','daybreak-online.example','','2025-11-06T20:00:00.000000Z');
INSERT INTO "articles" VALUES('5eb177933054b250','https://daybreak-online.example/news/1192','daybreak-online.example','','2025-11-07T00:30:00.000000Z');
INSERT INTO "articles" VALUES('34ef98de78a48a2a','https://northgate-wire.example/a/9f31','northgate-wire.example','','2025-11-07T00:30:00.000000Z');
INSERT INTO "articles" VALUES('3fe0b3c853bbe669','https://mfa.kz.example/en/statements/112','mfa.kz.example','','2025-11-07T06:00:00.000000Z');
INSERT INTO "articles" VALUES('f35faa5423063b42','https://flashbulletin.example/kazakhstan-signs','flashbulletin.example','','2025-11-09T12:00:00.000000Z');
CREATE TABLE claim_rows (
	generation INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	claim_id TEXT NOT NULL, 
	accord TEXT NOT NULL, 
	party TEXT NOT NULL, 
	party_name TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	step TEXT NOT NULL, 
	new INTEGER NOT NULL, 
	date TEXT, 
	effective TEXT, 
	certainty TEXT NOT NULL, 
	speaker TEXT NOT NULL, 
	confidence REAL NOT NULL, 
	why TEXT NOT NULL, 
	classifier TEXT NOT NULL, 
	article TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	host TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	tier TEXT NOT NULL, 
	government INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	published TEXT NOT NULL, 
	first_seen TEXT NOT NULL, 
	fresh INTEGER NOT NULL, 
	quote_field TEXT NOT NULL, 
	quote_start INTEGER NOT NULL, 
	quote_end INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	origins TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	status TEXT NOT NULL, 
	retracted_at TEXT, 
	retract_reason TEXT, 
	retracted_position INTEGER, 
	CONSTRAINT pk_claim_rows PRIMARY KEY (generation, position)
)
 STRICT

;
INSERT INTO "claim_rows" VALUES(1,5,'9c4a3b5eb62ae863','abraham-accords','AE','United Arab Emirates','signed','signed',0,'2020-09',NULL,'certain','outlet',0.94,'trigger:sign, link:object, subject, actor:name, force:done, time:old-date','rules-1','e0a13b9fb23c953e',1,'https://potomacledger.example/world/who-is-next','potomacledger.example','Potomac Ledger','','major',0,'Kazakhstan may be next to join Abraham Accords, sources say','2025-11-06T17:05:00.000000Z','2025-11-06T17:30:00.000000Z',1,'body',351,433,'The United Arab Emirates and Bahrain signed the Abraham Accords in September 2020.','outlet: Potomac Ledger; unnamed: sources say','2025-11-06T17:30:00.000000Z','live',NULL,NULL,NULL);
INSERT INTO "claim_rows" VALUES(1,6,'dd5f07cffc2d833d','abraham-accords','BH','Bahrain','signed','signed',0,'2020-09',NULL,'certain','outlet',0.94,'trigger:sign, link:object, subject, actor:name, force:done, time:old-date','rules-1','e0a13b9fb23c953e',1,'https://potomacledger.example/world/who-is-next','potomacledger.example','Potomac Ledger','','major',0,'Kazakhstan may be next to join Abraham Accords, sources say','2025-11-06T17:05:00.000000Z','2025-11-06T17:30:00.000000Z',1,'body',351,433,'The United Arab Emirates and Bahrain signed the Abraham Accords in September 2020.','outlet: Potomac Ledger; unnamed: sources say','2025-11-06T17:30:00.000000Z','live',NULL,NULL,NULL);
INSERT INTO "claim_rows" VALUES(1,7,'a033a5dfb31458e6','abraham-accords','KZ','Kazakhstan','prospective','prospective',1,'2025-11-06',NULL,'possible','unnamed',0.91,'trigger:join, link:object, subject, actor:name, cue:possible, force:possible, time:this-week, speaker:people briefed','rules-1','e0a13b9fb23c953e',1,'https://potomacledger.example/world/who-is-next','potomacledger.example','Potomac Ledger','','major',0,'Kazakhstan may be next to join Abraham Accords, sources say','2025-11-06T17:05:00.000000Z','2025-11-06T17:30:00.000000Z',1,'body',13,145,'Kazakhstan could join the Abraham Accords as early as this week, two people briefed on the plan told the Potomac Ledger on Thursday.','outlet: Potomac Ledger; unnamed: sources say','2025-11-06T17:30:00.000000Z','live',NULL,NULL,NULL);
INSERT INTO "claim_rows" VALUES(1,8,'fe7d11e3c2441bc7','abraham-accords','MA','Morocco','acceded','signed',0,'2020-12',NULL,'certain','outlet',0.88,'trigger:join, link:bare, subject, actor:name, force:done, time:old-date','rules-1','e0a13b9fb23c953e',1,'https://potomacledger.example/world/who-is-next','potomacledger.example','Potomac Ledger','','major',0,'Kazakhstan may be next to join Abraham Accords, sources say','2025-11-06T17:05:00.000000Z','2025-11-06T17:30:00.000000Z',1,'body',434,474,'Morocco joined in December of that year.','outlet: Potomac Ledger; unnamed: sources say','2025-11-06T17:30:00.000000Z','live',NULL,NULL,NULL);
INSERT INTO "claim_rows" VALUES(1,9,'6dd2170b706fef2d','abraham-accords','KZ','Kazakhstan','prospective','prospective',1,NULL,NULL,'possible','unnamed',0.84,'trigger:join, link:object, subject, actor:name, cue:possible, force:possible, time:outlook, speaker:potomac ledger','rules-1','d11e9b36215f5fb1',1,'https://meridianpost.example/2025/11/06/astana-accords','meridianpost.example','Meridian Post','','minor',0,'Report: Astana about to enter the Abraham Accords','2025-11-06T18:40:00.000000Z','2025-11-06T20:00:00.000000Z',1,'summary',0,85,'According to the Potomac Ledger, Kazakhstan may join the Abraham Accords within days.','outlet: Potomac Ledger','2025-11-06T20:00:00.000000Z','live',NULL,NULL,NULL);
INSERT INTO "claim_rows" VALUES(1,10,'1fad5501b851dae2','abraham-accords','KZ','Kazakhstan','prospective','prospective',1,NULL,NULL,'possible','unnamed',0.8,'trigger:show-interest, link:chained, subject, actor:name, cue:possible, force:possible, time:outlook, speaker:unnamed','rules-1','5d685a9ae87d3157',1,'https://steppe-herald.example/politics/4471','steppe-herald.example','Steppe Herald','','minor',0,'US paper: Kazakhstan may join Abraham Accords','2025-11-06T19:25:00.000000Z','2025-11-06T20:00:00.000000Z',1,'summary',0,123,'The Potomac Ledger reports, citing two unnamed people, that Kazakhstan could be the next state to join the Abraham Accords.','outlet: Potomac Ledger','2025-11-06T20:00:00.000000Z','live',NULL,NULL,NULL);
INSERT INTO "claim_rows" VALUES(1,11,'3abfe838aa69bfdc','abraham-accords','KZ','Kazakhstan','prospective','prospective',1,'2025-11-06',NULL,'possible','unnamed',0.91,'trigger:join, link:object, subject, actor:name, cue:possible, force:possible, time:this-week, speaker:people briefed','rules-1','b95d17b407fafa5f',1,'https://daybreak-online.example/news/1187','daybreak-online.example','Daybreak Online','','minor',0,'Kazakhstan set for Abraham Accords?','2025-11-06T18:02:00.000000Z','2025-11-06T20:00:00.000000Z',1,'summary',0,132,'Kazakhstan could join the Abraham Accords this week, the Potomac Ledger reported on Thursday, citing two people briefed on the plan.','outlet: Potomac Ledger; unnamed: people briefed','2025-11-06T20:00:00.000000Z','live',NULL,NULL,NULL);
INSERT INTO "claim_rows" VALUES(1,12,'ce00b7b87416fbf6','abraham-accords','KZ','Kazakhstan','announced','announced',1,'2025-11-06',NULL,'probable','convener',0.94,'trigger:join, link:object, subject, actor:name, cue:will, force:committed, time:this-week, speaker:president','rules-1','5eb177933054b250',1,'https://daybreak-online.example/news/1192','daybreak-online.example','Daybreak Online','','minor',0,'Trump: Kazakhstan joining the accords','2025-11-07T00:10:00.000000Z','2025-11-07T00:30:00.000000Z',1,'body',25,215,'Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister.','agency: Northgate','2025-11-07T00:30:00.000000Z','live',NULL,NULL,NULL);
INSERT INTO "claim_rows" VALUES(1,13,'542d494962e5efc2','abraham-accords','KZ','Kazakhstan','announced','announced',1,'2025-11-06',NULL,'probable','convener',0.95,'trigger:join, link:object, subject, actor:name, cue:will, force:committed, time:this-week, speaker:president','rules-1','34ef98de78a48a2a',1,'https://northgate-wire.example/a/9f31','northgate-wire.example','Northgate Wire','','wire',0,'Kazakhstan will join Abraham Accords, Trump says','2025-11-06T23:50:00.000000Z','2025-11-07T00:30:00.000000Z',1,'body',25,215,'Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister.','agency: Northgate','2025-11-07T00:30:00.000000Z','live',NULL,NULL,NULL);
INSERT INTO "claim_rows" VALUES(1,14,'43f233dc47948258','abraham-accords','KZ','Kazakhstan','announced','announced',1,'2025-11-07',NULL,'probable','party_government',0.95,'trigger:join, link:object, subject, actor:name, cue:commit, force:committed, time:this-week, speaker:the','rules-1','3fe0b3c853bbe669',1,'https://mfa.kz.example/en/statements/112','mfa.kz.example','Ministry of Foreign Affairs of Kazakhstan','official:KZ','official',1,'Statement of the Ministry of Foreign Affairs on the Abraham Accords','2025-11-07T05:40:00.000000Z','2025-11-07T06:00:00.000000Z',1,'body',9,127,'Kazakhstan has decided to join the Abraham Accords, the Ministry of Foreign Affairs of Kazakhstan announced on Friday.','','2025-11-07T06:00:00.000000Z','live',NULL,NULL,NULL);
INSERT INTO "claim_rows" VALUES(1,16,'8e8bdb1ab9abf8ae','abraham-accords','KZ','Kazakhstan','signed','signed',1,'2025-11-08',NULL,'certain','outlet',0.96,'trigger:sign, link:object, subject, actor:name, force:done, time:this-week','rules-1','f35faa5423063b42',1,'https://flashbulletin.example/kazakhstan-signs','flashbulletin.example','Flash Bulletin','','minor',0,'It is done: Kazakhstan signs Abraham Accords','2025-11-09T09:15:00.000000Z','2025-11-09T12:00:00.000000Z',1,'summary',0,99,'Kazakhstan signed the Abraham Accords at a closed ceremony on Saturday, Flash Bulletin has learned.','outlet: Flash Bulletin','2025-11-09T12:00:00.000000Z','live',NULL,NULL,NULL);
CREATE TABLE denial_rows (
	generation INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	stage TEXT NOT NULL, 
	denial_id TEXT NOT NULL, 
	accord TEXT NOT NULL, 
	party TEXT NOT NULL, 
	party_name TEXT NOT NULL, 
	speaker TEXT NOT NULL, 
	article TEXT NOT NULL, 
	url TEXT NOT NULL, 
	host TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	tier TEXT NOT NULL, 
	government INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	published TEXT NOT NULL, 
	quote TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	status TEXT NOT NULL, 
	lifted_at TEXT, 
	lift_reason TEXT, 
	lifted_position INTEGER, 
	CONSTRAINT pk_denial_rows PRIMARY KEY (generation, position, stage)
)
 STRICT

;
CREATE TABLE events (
	position INTEGER NOT NULL, 
	event_id TEXT NOT NULL, 
	stream TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	schema_version INTEGER NOT NULL, 
	data TEXT NOT NULL, 
	metadata TEXT NOT NULL, 
	valid_from TEXT, 
	recorded_at TEXT NOT NULL, 
	append_key TEXT NOT NULL, 
	prev_hash BLOB NOT NULL, 
	hash BLOB NOT NULL, 
	CONSTRAINT pk_events PRIMARY KEY (position), 
	CONSTRAINT ck_events_json CHECK (json_valid(data) AND json_valid(metadata)), 
	CONSTRAINT ck_events_hash_length CHECK (length(prev_hash) = 32 AND length(hash) = 32), 
	CONSTRAINT ck_events_position_positive CHECK (position > 0), 
	CONSTRAINT ck_events_schema_version_positive CHECK (schema_version > 0), 
	CONSTRAINT ck_events_version_positive CHECK (version > 0), 
	CONSTRAINT uq_events_event_id UNIQUE (event_id), 
	CONSTRAINT uq_events_stream_version UNIQUE (stream, version)
)
 STRICT

;
INSERT INTO "events" VALUES(1,'d757ce89-ab16-5818-be79-6aafa75ff092','abraham-accords/AE',1,'StageConfirmed',1,'{"accord":"abraham-accords","article":"","awaits_notice":false,"by":"","carriers":[],"comment":"","date":"2020-09-15","effective":null,"news":false,"party":"AE","previous":null,"reason":"baseline","source":"https://www.state.gov/the-abraham-accords","stage":"acceded","voices":0,"witnesses":[]}','{"actor":"baseline","cause":"accord:abraham-accords","code":"0.1.0"}','2020-09-15T00:00:00.000000Z','2025-11-05T17:30:00.000000Z','baseline:abraham-accords:AE:acceded:2020-09-15',X'0000000000000000000000000000000000000000000000000000000000000000',X'D7098C5E5D8C5306826A52EFEAB849D84905C1B419C2EC5D3E813B92599CD422');
INSERT INTO "events" VALUES(2,'186e52dd-25c1-557c-9d2e-ec4a858e96ae','abraham-accords/BH',1,'StageConfirmed',1,'{"accord":"abraham-accords","article":"","awaits_notice":false,"by":"","carriers":[],"comment":"","date":"2020-09-15","effective":null,"news":false,"party":"BH","previous":null,"reason":"baseline","source":"https://www.state.gov/the-abraham-accords","stage":"acceded","voices":0,"witnesses":[]}','{"actor":"baseline","cause":"accord:abraham-accords","code":"0.1.0"}','2020-09-15T00:00:00.000000Z','2025-11-05T17:30:00.000000Z','baseline:abraham-accords:BH:acceded:2020-09-15',X'D7098C5E5D8C5306826A52EFEAB849D84905C1B419C2EC5D3E813B92599CD422',X'CF5A5505A39966EE14D584ADB824958AEA6A89324AD76B7E29704E25411058DA');
INSERT INTO "events" VALUES(3,'998eb9fe-7ac8-5936-b590-61fcac0d470b','abraham-accords/MA',1,'StageConfirmed',1,'{"accord":"abraham-accords","article":"","awaits_notice":false,"by":"","carriers":[],"comment":"","date":"2020-12-22","effective":null,"news":false,"party":"MA","previous":null,"reason":"baseline","source":"https://www.state.gov/the-abraham-accords","stage":"acceded","voices":0,"witnesses":[]}','{"actor":"baseline","cause":"accord:abraham-accords","code":"0.1.0"}','2020-12-22T00:00:00.000000Z','2025-11-05T17:30:00.000000Z','baseline:abraham-accords:MA:acceded:2020-12-22',X'CF5A5505A39966EE14D584ADB824958AEA6A89324AD76B7E29704E25411058DA',X'3D3DDDEF9A93B195C67F1557CB71F98F77B47867AF1BB6CEF786136C635D5894');
INSERT INTO "events" VALUES(4,'ff39e016-5eec-5683-ae44-fa494634a451','abraham-accords/SD',1,'StageConfirmed',1,'{"accord":"abraham-accords","article":"","awaits_notice":false,"by":"","carriers":[],"comment":"","date":"2021-01-06","effective":null,"news":false,"party":"SD","previous":null,"reason":"baseline","source":"https://www.state.gov/the-abraham-accords","stage":"signed","voices":0,"witnesses":[]}','{"actor":"baseline","cause":"accord:abraham-accords","code":"0.1.0"}','2021-01-06T00:00:00.000000Z','2025-11-05T17:30:00.000000Z','baseline:abraham-accords:SD:signed:2021-01-06',X'3D3DDDEF9A93B195C67F1557CB71F98F77B47867AF1BB6CEF786136C635D5894',X'35F1CC53FC9A129ADFCA53130CCBA95954D971AA635B4CDA698207AADADD124D');
INSERT INTO "events" VALUES(5,'bc22fdf1-d558-5a08-bf4e-373e57d56cf6','abraham-accords/AE',2,'ClaimRecorded',1,'{"accord":"abraham-accords","certainty":"certain","claim_id":"9c4a3b5eb62ae863","classifier":"rules-1","confidence":0.94,"date":"2020-09","effective":null,"kin":[],"new":false,"origins":[{"kind":"outlet","name":"Potomac Ledger"},{"kind":"unnamed","name":"sources say"}],"party":"AE","report":{"article":"e0a13b9fb23c953e","end":433,"field":"body","first_seen":"2025-11-06T17:30:00Z","fresh":true,"government":false,"host":"potomacledger.example","owner":"","published":"2025-11-06T17:05:00Z","publisher":"Potomac Ledger","quote":"The United Arab Emirates and Bahrain signed the Abraham Accords in September 2020.","revision":1,"start":351,"tier":"major","title":"Kazakhstan may be next to join Abraham Accords, sources say","url":"https://potomacledger.example/world/who-is-next"},"speaker":"outlet","stage":"signed","why":["trigger:sign","link:object","subject","actor:name","force:done","time:old-date"]}','{"actor":"policy","cause":"revision:1","code":"0.1.0"}','2020-09-01T00:00:00.000000Z','2025-11-06T17:30:00.000000Z','decide:1:rules-1',X'35F1CC53FC9A129ADFCA53130CCBA95954D971AA635B4CDA698207AADADD124D',X'D43A1C9C578E1058AB9A754F04DED88F805BE4CE8B313FA689AD345943D1B06D');
INSERT INTO "events" VALUES(6,'5d9ac3a9-360b-5e71-9bf5-613377838a95','abraham-accords/BH',2,'ClaimRecorded',1,'{"accord":"abraham-accords","certainty":"certain","claim_id":"dd5f07cffc2d833d","classifier":"rules-1","confidence":0.94,"date":"2020-09","effective":null,"kin":[],"new":false,"origins":[{"kind":"outlet","name":"Potomac Ledger"},{"kind":"unnamed","name":"sources say"}],"party":"BH","report":{"article":"e0a13b9fb23c953e","end":433,"field":"body","first_seen":"2025-11-06T17:30:00Z","fresh":true,"government":false,"host":"potomacledger.example","owner":"","published":"2025-11-06T17:05:00Z","publisher":"Potomac Ledger","quote":"The United Arab Emirates and Bahrain signed the Abraham Accords in September 2020.","revision":1,"start":351,"tier":"major","title":"Kazakhstan may be next to join Abraham Accords, sources say","url":"https://potomacledger.example/world/who-is-next"},"speaker":"outlet","stage":"signed","why":["trigger:sign","link:object","subject","actor:name","force:done","time:old-date"]}','{"actor":"policy","cause":"revision:1","code":"0.1.0"}','2020-09-01T00:00:00.000000Z','2025-11-06T17:30:00.000000Z','decide:1:rules-1',X'D43A1C9C578E1058AB9A754F04DED88F805BE4CE8B313FA689AD345943D1B06D',X'4EB2E19117F1D2B8876375B855C9317566A9495E1906CF33CFD33E4FAC71F014');
INSERT INTO "events" VALUES(7,'03ab296b-05a8-55ae-adbb-662435a17a19','abraham-accords/KZ',1,'ClaimRecorded',1,'{"accord":"abraham-accords","certainty":"possible","claim_id":"a033a5dfb31458e6","classifier":"rules-1","confidence":0.91,"date":"2025-11-06","effective":null,"kin":[],"new":true,"origins":[{"kind":"outlet","name":"Potomac Ledger"},{"kind":"unnamed","name":"sources say"}],"party":"KZ","report":{"article":"e0a13b9fb23c953e","end":145,"field":"body","first_seen":"2025-11-06T17:30:00Z","fresh":true,"government":false,"host":"potomacledger.example","owner":"","published":"2025-11-06T17:05:00Z","publisher":"Potomac Ledger","quote":"Kazakhstan could join the Abraham Accords as early as this week, two people briefed on the plan told the Potomac Ledger on Thursday.","revision":1,"start":13,"tier":"major","title":"Kazakhstan may be next to join Abraham Accords, sources say","url":"https://potomacledger.example/world/who-is-next"},"speaker":"unnamed","stage":"prospective","why":["trigger:join","link:object","subject","actor:name","cue:possible","force:possible","time:this-week","speaker:people briefed"]}','{"actor":"policy","cause":"revision:1","code":"0.1.0"}','2025-11-06T00:00:00.000000Z','2025-11-06T17:30:00.000000Z','decide:1:rules-1',X'4EB2E19117F1D2B8876375B855C9317566A9495E1906CF33CFD33E4FAC71F014',X'944A521EEFA5EBE9205B451C34D8E7DC23E3BD1DAD46652E75D0C3E945F35F86');
INSERT INTO "events" VALUES(8,'7fe6632b-2590-5a54-b57b-1275613ae213','abraham-accords/MA',2,'ClaimRecorded',1,'{"accord":"abraham-accords","certainty":"certain","claim_id":"fe7d11e3c2441bc7","classifier":"rules-1","confidence":0.88,"date":"2020-12","effective":null,"kin":[],"new":false,"origins":[{"kind":"outlet","name":"Potomac Ledger"},{"kind":"unnamed","name":"sources say"}],"party":"MA","report":{"article":"e0a13b9fb23c953e","end":474,"field":"body","first_seen":"2025-11-06T17:30:00Z","fresh":true,"government":false,"host":"potomacledger.example","owner":"","published":"2025-11-06T17:05:00Z","publisher":"Potomac Ledger","quote":"Morocco joined in December of that year.","revision":1,"start":434,"tier":"major","title":"Kazakhstan may be next to join Abraham Accords, sources say","url":"https://potomacledger.example/world/who-is-next"},"speaker":"outlet","stage":"acceded","why":["trigger:join","link:bare","subject","actor:name","force:done","time:old-date"]}','{"actor":"policy","cause":"revision:1","code":"0.1.0"}','2020-12-01T00:00:00.000000Z','2025-11-06T17:30:00.000000Z','decide:1:rules-1',X'944A521EEFA5EBE9205B451C34D8E7DC23E3BD1DAD46652E75D0C3E945F35F86',X'4700C060E3106BBB4621F406F76E3C7E58AA0EB0678ED84DE0EC5830533F1582');
INSERT INTO "events" VALUES(9,'091baf7b-5465-55af-a335-862edad65d64','abraham-accords/KZ',2,'ClaimRecorded',1,'{"accord":"abraham-accords","certainty":"possible","claim_id":"6dd2170b706fef2d","classifier":"rules-1","confidence":0.84,"date":null,"effective":null,"kin":[],"new":true,"origins":[{"kind":"outlet","name":"Potomac Ledger"}],"party":"KZ","report":{"article":"d11e9b36215f5fb1","end":85,"field":"summary","first_seen":"2025-11-06T20:00:00Z","fresh":true,"government":false,"host":"meridianpost.example","owner":"","published":"2025-11-06T18:40:00Z","publisher":"Meridian Post","quote":"According to the Potomac Ledger, Kazakhstan may join the Abraham Accords within days.","revision":1,"start":0,"tier":"minor","title":"Report: Astana about to enter the Abraham Accords","url":"https://meridianpost.example/2025/11/06/astana-accords"},"speaker":"unnamed","stage":"prospective","why":["trigger:join","link:object","subject","actor:name","cue:possible","force:possible","time:outlook","speaker:potomac ledger"]}','{"actor":"policy","cause":"revision:2","code":"0.1.0"}',NULL,'2025-11-06T20:00:00.000000Z','decide:2:rules-1',X'4700C060E3106BBB4621F406F76E3C7E58AA0EB0678ED84DE0EC5830533F1582',X'AAD7A182F4FEBBA7F8961CFC2947F6E2C9D91F3C88CF7FABCF7C0CF86E92BF33');
INSERT INTO "events" VALUES(10,'19b065cb-a6db-5120-bf41-57b11793417a','abraham-accords/KZ',3,'ClaimRecorded',1,'{"accord":"abraham-accords","certainty":"possible","claim_id":"1fad5501b851dae2","classifier":"rules-1","confidence":0.8,"date":null,"effective":null,"kin":[],"new":true,"origins":[{"kind":"outlet","name":"Potomac Ledger"}],"party":"KZ","report":{"article":"5d685a9ae87d3157","end":123,"field":"summary","first_seen":"2025-11-06T20:00:00Z","fresh":true,"government":false,"host":"steppe-herald.example","owner":"","published":"2025-11-06T19:25:00Z","publisher":"Steppe Herald","quote":"The Potomac Ledger reports, citing two unnamed people, that Kazakhstan could be the next state to join the Abraham Accords.","revision":1,"start":0,"tier":"minor","title":"US paper: Kazakhstan may join Abraham Accords","url":"https://steppe-herald.example/politics/4471"},"speaker":"unnamed","stage":"prospective","why":["trigger:show-interest","link:chained","subject","actor:name","cue:possible","force:possible","time:outlook","speaker:unnamed"]}','{"actor":"policy","cause":"revision:3","code":"0.1.0"}',NULL,'2025-11-06T20:00:00.000000Z','decide:3:rules-1',X'AAD7A182F4FEBBA7F8961CFC2947F6E2C9D91F3C88CF7FABCF7C0CF86E92BF33',X'6784FF209DBC236D98A87A7CCA0338223824DCD822970139610D19D3ED1F3102');
INSERT INTO "events" VALUES(11,'065c3396-430c-5376-9d74-aee93f834c10','abraham-accords/KZ',4,'ClaimRecorded',1,'{"accord":"abraham-accords","certainty":"possible","claim_id":"3abfe838aa69bfdc","classifier":"rules-1","confidence":0.91,"date":"2025-11-06","effective":null,"kin":[],"new":true,"origins":[{"kind":"outlet","name":"Potomac Ledger"},{"kind":"unnamed","name":"people briefed"}],"party":"KZ","report":{"article":"b95d17b407fafa5f","end":132,"field":"summary","first_seen":"2025-11-06T20:00:00Z","fresh":true,"government":false,"host":"daybreak-online.example","owner":"","published":"2025-11-06T18:02:00Z","publisher":"Daybreak Online","quote":"Kazakhstan could join the Abraham Accords this week, the Potomac Ledger reported on Thursday, citing two people briefed on the plan.","revision":1,"start":0,"tier":"minor","title":"Kazakhstan set for Abraham Accords?","url":"https://daybreak-online.example/news/1187"},"speaker":"unnamed","stage":"prospective","why":["trigger:join","link:object","subject","actor:name","cue:possible","force:possible","time:this-week","speaker:people briefed"]}','{"actor":"policy","cause":"revision:4","code":"0.1.0"}','2025-11-06T00:00:00.000000Z','2025-11-06T20:00:00.000000Z','decide:4:rules-1',X'6784FF209DBC236D98A87A7CCA0338223824DCD822970139610D19D3ED1F3102',X'3C3C660CCB35321573196A7F07A457900AC411BBC933F5ADDA851BFD0D98BE77');
INSERT INTO "events" VALUES(12,'a30099ad-a7f7-5f91-9f55-0281c87a19b1','abraham-accords/KZ',5,'ClaimRecorded',1,'{"accord":"abraham-accords","certainty":"probable","claim_id":"ce00b7b87416fbf6","classifier":"rules-1","confidence":0.94,"date":"2025-11-06","effective":null,"kin":[],"new":true,"origins":[{"kind":"agency","name":"Northgate"}],"party":"KZ","report":{"article":"5eb177933054b250","end":215,"field":"body","first_seen":"2025-11-07T00:30:00Z","fresh":true,"government":false,"host":"daybreak-online.example","owner":"","published":"2025-11-07T00:10:00Z","publisher":"Daybreak Online","quote":"Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister.","revision":1,"start":25,"tier":"minor","title":"Trump: Kazakhstan joining the accords","url":"https://daybreak-online.example/news/1192"},"speaker":"convener","stage":"announced","why":["trigger:join","link:object","subject","actor:name","cue:will","force:committed","time:this-week","speaker:president"]}','{"actor":"policy","cause":"revision:5","code":"0.1.0"}','2025-11-06T00:00:00.000000Z','2025-11-07T00:30:00.000000Z','decide:5:rules-1',X'3C3C660CCB35321573196A7F07A457900AC411BBC933F5ADDA851BFD0D98BE77',X'B7C7B06862256597E3332B889C25AA5A1C5D173BA7E11C1665BB772F714E88B0');
INSERT INTO "events" VALUES(13,'38578c06-9cae-574a-8cd7-d9100900ed4e','abraham-accords/KZ',6,'ClaimRecorded',1,'{"accord":"abraham-accords","certainty":"probable","claim_id":"542d494962e5efc2","classifier":"rules-1","confidence":0.95,"date":"2025-11-06","effective":null,"kin":[{"article":"5eb177933054b250","reason":"copy"}],"new":true,"origins":[{"kind":"agency","name":"Northgate"}],"party":"KZ","report":{"article":"34ef98de78a48a2a","end":215,"field":"body","first_seen":"2025-11-07T00:30:00Z","fresh":true,"government":false,"host":"northgate-wire.example","owner":"","published":"2025-11-06T23:50:00Z","publisher":"Northgate Wire","quote":"Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister.","revision":1,"start":25,"tier":"wire","title":"Kazakhstan will join Abraham Accords, Trump says","url":"https://northgate-wire.example/a/9f31"},"speaker":"convener","stage":"announced","why":["trigger:join","link:object","subject","actor:name","cue:will","force:committed","time:this-week","speaker:president"]}','{"actor":"policy","cause":"revision:6","code":"0.1.0"}','2025-11-06T00:00:00.000000Z','2025-11-07T00:30:00.000000Z','decide:6:rules-1',X'B7C7B06862256597E3332B889C25AA5A1C5D173BA7E11C1665BB772F714E88B0',X'A363BADF7429B8ADB8E539869455ABC87AD1E802078760A1BEFC6197DE2AAAF6');
INSERT INTO "events" VALUES(14,'1766e7b1-8dc9-5028-a2eb-d2f8792581ed','abraham-accords/KZ',7,'ClaimRecorded',1,'{"accord":"abraham-accords","certainty":"probable","claim_id":"43f233dc47948258","classifier":"rules-1","confidence":0.95,"date":"2025-11-07","effective":null,"kin":[],"new":true,"origins":[],"party":"KZ","report":{"article":"3fe0b3c853bbe669","end":127,"field":"body","first_seen":"2025-11-07T06:00:00Z","fresh":true,"government":true,"host":"mfa.kz.example","owner":"official:KZ","published":"2025-11-07T05:40:00Z","publisher":"Ministry of Foreign Affairs of Kazakhstan","quote":"Kazakhstan has decided to join the Abraham Accords, the Ministry of Foreign Affairs of Kazakhstan announced on Friday.","revision":1,"start":9,"tier":"official","title":"Statement of the Ministry of Foreign Affairs on the Abraham Accords","url":"https://mfa.kz.example/en/statements/112"},"speaker":"party_government","stage":"announced","why":["trigger:join","link:object","subject","actor:name","cue:commit","force:committed","time:this-week","speaker:the"]}','{"actor":"policy","cause":"revision:7","code":"0.1.0"}','2025-11-07T00:00:00.000000Z','2025-11-07T06:00:00.000000Z','decide:7:rules-1',X'A363BADF7429B8ADB8E539869455ABC87AD1E802078760A1BEFC6197DE2AAAF6',X'924463B26B62FFE5CE2E1B4F1A5C2E00A77F00108F9DA37738D41C80DD136CE4');
INSERT INTO "events" VALUES(15,'0deca1c2-7c8c-5e9e-8146-f10f184b13fa','abraham-accords/KZ',8,'StageConfirmed',1,'{"accord":"abraham-accords","article":"3fe0b3c853bbe669","awaits_notice":false,"by":"","carriers":["43f233dc47948258"],"comment":"","date":"2025-11-07","effective":null,"news":true,"party":"KZ","previous":null,"reason":"official_source","source":"","stage":"announced","voices":2,"witnesses":[{"article":"34ef98de78a48a2a","claim_id":"542d494962e5efc2","date":"2025-11-06","host":"northgate-wire.example","kin":null,"published":"2025-11-06T23:50:00Z","publisher":"Northgate Wire","quote":"Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister.","same_as":"","speaker":"convener","stage":"announced","tier":"wire","title":"Kazakhstan will join Abraham Accords, Trump says","url":"https://northgate-wire.example/a/9f31","voice":1},{"article":"5eb177933054b250","claim_id":"ce00b7b87416fbf6","date":"2025-11-06","host":"daybreak-online.example","kin":"copy","published":"2025-11-07T00:10:00Z","publisher":"Daybreak Online","quote":"Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister.","same_as":"34ef98de78a48a2a","speaker":"convener","stage":"announced","tier":"minor","title":"Trump: Kazakhstan joining the accords","url":"https://daybreak-online.example/news/1192","voice":1},{"article":"3fe0b3c853bbe669","claim_id":"43f233dc47948258","date":"2025-11-07","host":"mfa.kz.example","kin":null,"published":"2025-11-07T05:40:00Z","publisher":"Ministry of Foreign Affairs of Kazakhstan","quote":"Kazakhstan has decided to join the Abraham Accords, the Ministry of Foreign Affairs of Kazakhstan announced on Friday.","same_as":"","speaker":"party_government","stage":"announced","tier":"official","title":"Statement of the Ministry of Foreign Affairs on the Abraham Accords","url":"https://mfa.kz.example/en/statements/112","voice":2}]}','{"actor":"policy","cause":"revision:7","code":"0.1.0"}','2025-11-07T00:00:00.000000Z','2025-11-07T06:00:00.000000Z','decide:7:rules-1',X'924463B26B62FFE5CE2E1B4F1A5C2E00A77F00108F9DA37738D41C80DD136CE4',X'BEAD71760A1738E69F61F783B6C4C8F2CA46B9248C04FCD2BCB73836920F0E15');
INSERT INTO "events" VALUES(16,'b9d55437-ffac-5725-891f-6bd5610ae0bc','abraham-accords/KZ',9,'ClaimRecorded',1,'{"accord":"abraham-accords","certainty":"certain","claim_id":"8e8bdb1ab9abf8ae","classifier":"rules-1","confidence":0.96,"date":"2025-11-08","effective":null,"kin":[],"new":true,"origins":[{"kind":"outlet","name":"Flash Bulletin"}],"party":"KZ","report":{"article":"f35faa5423063b42","end":99,"field":"summary","first_seen":"2025-11-09T12:00:00Z","fresh":true,"government":false,"host":"flashbulletin.example","owner":"","published":"2025-11-09T09:15:00Z","publisher":"Flash Bulletin","quote":"Kazakhstan signed the Abraham Accords at a closed ceremony on Saturday, Flash Bulletin has learned.","revision":1,"start":0,"tier":"minor","title":"It is done: Kazakhstan signs Abraham Accords","url":"https://flashbulletin.example/kazakhstan-signs"},"speaker":"outlet","stage":"signed","why":["trigger:sign","link:object","subject","actor:name","force:done","time:this-week"]}','{"actor":"policy","cause":"revision:8","code":"0.1.0"}','2025-11-08T00:00:00.000000Z','2025-11-09T12:00:00.000000Z','decide:8:rules-1',X'BEAD71760A1738E69F61F783B6C4C8F2CA46B9248C04FCD2BCB73836920F0E15',X'C0A55FD846508D74097F15FDFFE2D5F923E5B7F5667FCC59B88A4D8FA71ED1A8');
CREATE TABLE feeds (
	url TEXT NOT NULL, 
	host TEXT NOT NULL, 
	name TEXT NOT NULL, 
	enabled INTEGER NOT NULL, 
	listed INTEGER NOT NULL, 
	note TEXT NOT NULL, 
	etag TEXT NOT NULL, 
	last_modified TEXT NOT NULL, 
	body_hash TEXT NOT NULL, 
	next_poll_at TEXT NOT NULL, 
	poll_reason TEXT NOT NULL, 
	poll_inputs TEXT NOT NULL, 
	last_polled_at TEXT, 
	last_ok_at TEXT, 
	first_ok_at TEXT, 
	last_outcome TEXT, 
	last_status INTEGER NOT NULL, 
	last_error TEXT NOT NULL, 
	failures INTEGER NOT NULL, 
	blind_since TEXT, 
	claimed_until TEXT, 
	attempt TEXT NOT NULL, 
	CONSTRAINT pk_feeds PRIMARY KEY (url)
)
 STRICT

;
INSERT INTO "feeds" VALUES('https://feeds.example/daybreak-online.example.xml','feeds.example','Daybreak Online',1,1,'','','','f4aa67c6eaa2bd2c6200dfe0b445a4dc','2025-11-09T12:15:26.911606Z','interval','interval 900 s, jitter 27 s','2025-11-09T12:00:00.000000Z','2025-11-09T12:00:00.000000Z','2025-11-05T17:30:00.000000Z','same_body',200,'',0,NULL,NULL,'3db9eb55abf8461e9a0da20e10d6f31b');
INSERT INTO "feeds" VALUES('https://feeds.example/flashbulletin.example.xml','feeds.example','Flash Bulletin',1,1,'','','','5b4fdbd6cf69e529139af585ddabf716','2025-11-09T12:15:17.931791Z','interval','interval 900 s, jitter 18 s','2025-11-09T12:00:00.000000Z','2025-11-09T12:00:00.000000Z','2025-11-05T17:30:00.000000Z','ok',200,'',0,NULL,NULL,'3db9eb55abf8461e9a0da20e10d6f31b');
INSERT INTO "feeds" VALUES('https://feeds.example/meridianpost.example.xml','feeds.example','Meridian Post',1,1,'','','','506ac4f096243607930a4722d06b46a2','2025-11-09T12:16:28.798529Z','interval','interval 900 s, jitter 89 s','2025-11-09T12:00:00.000000Z','2025-11-09T12:00:00.000000Z','2025-11-05T17:30:00.000000Z','same_body',200,'',0,NULL,NULL,'3db9eb55abf8461e9a0da20e10d6f31b');
INSERT INTO "feeds" VALUES('https://feeds.example/mfa.kz.example.xml','feeds.example','Ministry of Foreign Affairs of Kazakhstan',1,1,'','','','32abe72ba5cf9298978062b4eda37f55','2025-11-09T12:16:23.284047Z','interval','interval 900 s, jitter 83 s','2025-11-09T12:00:00.000000Z','2025-11-09T12:00:00.000000Z','2025-11-05T17:30:00.000000Z','same_body',200,'',0,NULL,NULL,'3db9eb55abf8461e9a0da20e10d6f31b');
INSERT INTO "feeds" VALUES('https://feeds.example/northgate-wire.example.xml','feeds.example','Northgate Wire',1,1,'','','','9c77e4e6a1b93b3c903b045dd273230a','2025-11-09T12:15:32.185305Z','interval','interval 900 s, jitter 32 s','2025-11-09T12:00:00.000000Z','2025-11-09T12:00:00.000000Z','2025-11-05T17:30:00.000000Z','same_body',200,'',0,NULL,NULL,'3db9eb55abf8461e9a0da20e10d6f31b');
INSERT INTO "feeds" VALUES('https://feeds.example/potomacledger.example.xml','feeds.example','Potomac Ledger',1,1,'','','','dc6d36a5d42da79845a71225e8a8371a','2025-11-09T12:15:51.833061Z','interval','interval 900 s, jitter 52 s','2025-11-09T12:00:00.000000Z','2025-11-09T12:00:00.000000Z','2025-11-05T17:30:00.000000Z','same_body',200,'',0,NULL,NULL,'3db9eb55abf8461e9a0da20e10d6f31b');
INSERT INTO "feeds" VALUES('https://feeds.example/steppe-herald.example.xml','feeds.example','Steppe Herald',1,1,'','','','d12c5015deade68ebf9301fb5d20cda5','2025-11-09T12:15:48.905628Z','interval','interval 900 s, jitter 49 s','2025-11-09T12:00:00.000000Z','2025-11-09T12:00:00.000000Z','2025-11-05T17:30:00.000000Z','same_body',200,'',0,NULL,NULL,'3db9eb55abf8461e9a0da20e10d6f31b');
CREATE TABLE membership_rows (
	generation INTEGER NOT NULL, 
	accord TEXT NOT NULL, 
	party TEXT NOT NULL, 
	party_name TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	step TEXT NOT NULL, 
	is_member INTEGER NOT NULL, 
	since TEXT NOT NULL, 
	since_precision TEXT NOT NULL, 
	effective TEXT, 
	confirmed_at TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	support_count INTEGER NOT NULL, 
	voice_count INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	valid_from TEXT NOT NULL, 
	valid_to TEXT, 
	known_from TEXT NOT NULL, 
	known_to TEXT, 
	known_from_position INTEGER NOT NULL, 
	known_to_position INTEGER, 
	CONSTRAINT pk_membership_rows PRIMARY KEY (generation, accord, party, known_from_position, valid_from)
)
 STRICT

;
INSERT INTO "membership_rows" VALUES(1,'abraham-accords','AE','United Arab Emirates','acceded','signed',1,'2020-09-15','day',NULL,'2025-11-05T17:30:00.000000Z','baseline',0,0,1,'2020-09-15',NULL,'2025-11-05T17:30:00.000000Z',NULL,1,NULL);
INSERT INTO "membership_rows" VALUES(1,'abraham-accords','BH','Bahrain','acceded','signed',1,'2020-09-15','day',NULL,'2025-11-05T17:30:00.000000Z','baseline',0,0,2,'2020-09-15',NULL,'2025-11-05T17:30:00.000000Z',NULL,2,NULL);
INSERT INTO "membership_rows" VALUES(1,'abraham-accords','MA','Morocco','acceded','signed',1,'2020-12-22','day',NULL,'2025-11-05T17:30:00.000000Z','baseline',0,0,3,'2020-12-22',NULL,'2025-11-05T17:30:00.000000Z',NULL,3,NULL);
INSERT INTO "membership_rows" VALUES(1,'abraham-accords','SD','Sudan','signed','signed',1,'2021-01-06','day',NULL,'2025-11-05T17:30:00.000000Z','baseline',0,0,4,'2021-01-06',NULL,'2025-11-05T17:30:00.000000Z',NULL,4,NULL);
INSERT INTO "membership_rows" VALUES(1,'abraham-accords','KZ','Kazakhstan','announced','announced',0,'2025-11-07','day',NULL,'2025-11-07T06:00:00.000000Z','official_source',3,2,15,'2025-11-07',NULL,'2025-11-07T06:00:00.000000Z',NULL,15,NULL);
CREATE TABLE projections (
	name TEXT NOT NULL, 
	generation INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	made_by TEXT NOT NULL, 
	failed_position INTEGER, 
	last_error TEXT, 
	updated_at TEXT NOT NULL, 
	CONSTRAINT pk_projections PRIMARY KEY (name, generation), 
	CONSTRAINT ck_projections_status CHECK (status IN ('building', 'active', 'retired', 'failed')), 
	CONSTRAINT ck_projections_position CHECK (position >= 0)
)
 STRICT

;
INSERT INTO "projections" VALUES('parties',1,'active',16,'83c0971efc6e0f46',NULL,NULL,'2025-11-09T12:00:00.000000Z');
CREATE TABLE readings (
	revision INTEGER NOT NULL, 
	classifier TEXT NOT NULL, 
	tag TEXT NOT NULL, 
	reading TEXT NOT NULL, 
	fingerprint BLOB NOT NULL, 
	read_at TEXT NOT NULL, 
	CONSTRAINT pk_readings PRIMARY KEY (revision, classifier), 
	CONSTRAINT fk_readings_revision FOREIGN KEY(revision) REFERENCES revisions (id)
)
 STRICT

;
INSERT INTO "readings" VALUES(1,'rules-1','accession','{"article":"e0a13b9fb23c953e","classifier":"rules-1","tag":"accession","claims":[{"accord":"abraham-accords","party":"KZ","stage":"prospective","new":true,"evidence":{"field":"body","start":13,"end":145,"quote":"Kazakhstan could join the Abraham Accords as early as this week, two people briefed on the plan told the Potomac Ledger on Thursday."},"certainty":"possible","speaker":"unnamed","confidence":0.91,"date":"2025-11-06","effective":null,"why":["trigger:join","link:object","subject","actor:name","cue:possible","force:possible","time:this-week","speaker:people briefed"]},{"accord":"abraham-accords","party":"BH","stage":"signed","new":false,"evidence":{"field":"body","start":351,"end":433,"quote":"The United Arab Emirates and Bahrain signed the Abraham Accords in September 2020."},"certainty":"certain","speaker":"outlet","confidence":0.94,"date":"2020-09","effective":null,"why":["trigger:sign","link:object","subject","actor:name","force:done","time:old-date"]},{"accord":"abraham-accords","party":"AE","stage":"signed","new":false,"evidence":{"field":"body","start":351,"end":433,"quote":"The United Arab Emirates and Bahrain signed the Abraham Accords in September 2020."},"certainty":"certain","speaker":"outlet","confidence":0.94,"date":"2020-09","effective":null,"why":["trigger:sign","link:object","subject","actor:name","force:done","time:old-date"]},{"accord":"abraham-accords","party":"MA","stage":"acceded","new":false,"evidence":{"field":"body","start":434,"end":474,"quote":"Morocco joined in December of that year."},"certainty":"certain","speaker":"outlet","confidence":0.88,"date":"2020-12","effective":null,"why":["trigger:join","link:bare","subject","actor:name","force:done","time:old-date"]}],"denials":[],"lifted":[],"retractions":[],"origins":[{"kind":"outlet","name":"Potomac Ledger"},{"kind":"unnamed","name":"sources say"}],"no_claims":[],"notes":[],"lang":"en"}',X'82A87368696E676C6573DC004BCECEAC7280CEE48FAC81CE7B5E3603CE810B9F88CE533B1E09CEC932030DCECA651711CE16950991CEDC71E413CE1AD07094CE7D1E5193CE89898F14CEC2A2E717CE157DB918CE7E984519CE4831E791CED9DB0496CE3AE0FD9CCEA026CF1CCECB30B61ECE6FD43F9ECEECCFEA23CECEFCF424CE7F44C4ABCED388C9ABCEB8257DABCEF37A81AECE4B9048AFCE325B9D32CE005393B4CE51FE3734CEEB8F4538CE144A383BCEB94CD7BECEB51137BFCE9B5EC5C1CECAC2DC45CE7BB785C5CE8D21C1C7CEAD640BC9CE0DE2304CCED923C64CCEF5DDD0CFCEFA5EA6CFCEB93ACBD1CEF5A22552CE11DC1952CE07274DD2CE1FA86555CEED337255CE761E13D7CE3EB934D8CE5ACA8A57CED1A00FD9CEACE994DBCEB0BE955BCED9223EFACE81B23D62CE6CE12664CEB85CD7E6CE32BB6AE8CE3D98D76ACE916627EBCE82C5CE6ACEE613166DCEE8FB2BEECE08B43671CE79968D72CED0E2B9F6CE153B18F7CE4440C178CE8E8AD379CE71B5537ACEB09CC67BCED1BDC6F6A671756F74657390','2025-11-06T17:30:00.000000Z');
INSERT INTO "readings" VALUES(2,'rules-1','accession','{"article":"d11e9b36215f5fb1","classifier":"rules-1","tag":"accession","claims":[{"accord":"abraham-accords","party":"KZ","stage":"prospective","new":true,"evidence":{"field":"summary","start":0,"end":85,"quote":"According to the Potomac Ledger, Kazakhstan may join the Abraham Accords within days."},"certainty":"possible","speaker":"unnamed","confidence":0.84,"date":null,"effective":null,"why":["trigger:join","link:object","subject","actor:name","cue:possible","force:possible","time:outlook","speaker:potomac ledger"]}],"denials":[],"lifted":[],"retractions":[],"origins":[{"kind":"outlet","name":"Potomac Ledger"}],"no_claims":[],"notes":[],"lang":"en"}',X'82A87368696E676C65739ECEC3DEA740CEE727AFE1CEB59E05C2CE452A4764CE916995A7CE0D0B4E0DCE99EBC1CECEEA0F54AFCEA9D8E8D3CEC67D48D4CEA2DA5B55CE932CC8B8CE4D61FDDDCEF21DD8DEA671756F74657390','2025-11-06T20:00:00.000000Z');
INSERT INTO "readings" VALUES(3,'rules-1','accession','{"article":"5d685a9ae87d3157","classifier":"rules-1","tag":"accession","claims":[{"accord":"abraham-accords","party":"KZ","stage":"prospective","new":true,"evidence":{"field":"summary","start":0,"end":123,"quote":"The Potomac Ledger reports, citing two unnamed people, that Kazakhstan could be the next state to join the Abraham Accords."},"certainty":"possible","speaker":"unnamed","confidence":0.8,"date":null,"effective":null,"why":["trigger:show-interest","link:chained","subject","actor:name","cue:possible","force:possible","time:outlook","speaker:unnamed"]}],"denials":[],"lifted":[],"retractions":[],"origins":[{"kind":"outlet","name":"Potomac Ledger"}],"no_claims":[],"notes":[],"lang":"en"}',X'82A87368696E676C6573DC0010CE273B6DA2CE548C7104CEBD8B5328CE678A65E8CE7675FCABCE3A5018ECCED4D780ABCEA6EA9570CE44998552CE695DFB78CEB4E29114CEBFF991D6CEA4FC1818CE25CBECDACE7F324C58CE29D36A3EA671756F74657390','2025-11-06T20:00:00.000000Z');
INSERT INTO "readings" VALUES(4,'rules-1','accession','{"article":"b95d17b407fafa5f","classifier":"rules-1","tag":"accession","claims":[{"accord":"abraham-accords","party":"KZ","stage":"prospective","new":true,"evidence":{"field":"summary","start":0,"end":132,"quote":"Kazakhstan could join the Abraham Accords this week, the Potomac Ledger reported on Thursday, citing two people briefed on the plan."},"certainty":"possible","speaker":"unnamed","confidence":0.91,"date":"2025-11-06","effective":null,"why":["trigger:join","link:object","subject","actor:name","cue:possible","force:possible","time:this-week","speaker:people briefed"]}],"denials":[],"lifted":[],"retractions":[],"origins":[{"kind":"outlet","name":"Potomac Ledger"},{"kind":"unnamed","name":"people briefed"}],"no_claims":[],"notes":[],"lang":"en"}',X'82A87368696E676C6573DC0011CEA3E2C8F8CE81B23D62CE70B33844CE9CD9FE37CEE3A514C6CE3284C144CE9CEBE7C8CEAE108218CECF73A56ACE2F919887CE4A9B4030CE325B9D32CE005393B4CE1B820CD5CE5FF14DD7CE3EB934D8CE3A90C53AA671756F74657390','2025-11-06T20:00:00.000000Z');
INSERT INTO "readings" VALUES(5,'rules-1','accession','{"article":"5eb177933054b250","classifier":"rules-1","tag":"accession","claims":[{"accord":"abraham-accords","party":"KZ","stage":"announced","new":true,"evidence":{"field":"body","start":25,"end":215,"quote":"Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister."},"certainty":"probable","speaker":"convener","confidence":0.94,"date":"2025-11-06","effective":null,"why":["trigger:join","link:object","subject","actor:name","cue:will","force:committed","time:this-week","speaker:president"]}],"denials":[],"lifted":[],"retractions":[],"origins":[{"kind":"agency","name":"Northgate"}],"no_claims":[],"notes":[],"lang":"en"}',X'82A87368696E676C6573DC003ACE78007B81CE85FD6486CEA875C807CE4843658BCE33F69B8ECED6408114CE25F6C99BCE45BBC21FCEC099BA25CE4376BF26CE2AFD12A8CE416887ABCE4CB684ACCE39B8DE30CE086C9CB1CE49729D34CEB5E0B3B5CE1D0AEB37CE7811BE3ACE8BECCD3ACE5ADD01BACE450A98C0CE73186AC1CEB3822644CE5C32CBC6CE7E269DC9CEAB2F57CACEDD2E2E4BCE367C07C9CE778FA04ECE2E805ACFCE08C2DC4FCE03B27951CEB5F7AE79CE8B41A053CE535BAED7CEECD6D2DACEE1033A5DCE862E5060CE423808E1CEF2C363E2CEE3130660CEA7AD3864CE18A5DD69CEA94759EACE4727B8ECCE9AE72377CE3F89BA71CED1042FF1CE5A40C5F3CECB626D73CE1E280573CE9AC36676CE031A48F7CE0FB58C73CEF73514F9CEA7378CFCCE58B0387DA671756F74657390','2025-11-07T00:30:00.000000Z');
INSERT INTO "readings" VALUES(6,'rules-1','accession','{"article":"34ef98de78a48a2a","classifier":"rules-1","tag":"accession","claims":[{"accord":"abraham-accords","party":"KZ","stage":"announced","new":true,"evidence":{"field":"body","start":25,"end":215,"quote":"Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister."},"certainty":"probable","speaker":"convener","confidence":0.95,"date":"2025-11-06","effective":null,"why":["trigger:join","link:object","subject","actor:name","cue:will","force:committed","time:this-week","speaker:president"]}],"denials":[],"lifted":[],"retractions":[],"origins":[{"kind":"agency","name":"Northgate"}],"no_claims":[],"notes":[],"lang":"en"}',X'82A87368696E676C6573DC0035CE78007B81CE85FD6486CEA875C807CE4843658BCE33F69B8ECED6408114CE25F6C99BCE45BBC21FCE4376BF26CE2AFD12A8CE416887ABCE4CB684ACCE39B8DE30CE086C9CB1CE49729D34CEB5E0B3B5CE7811BE3ACE8BECCD3ACE450A98C0CE73186AC1CEB3822644CE5C32CBC6CE7E269DC9CEAB2F57CACEDD2E2E4BCE367C07C9CE778FA04ECE2E805ACFCE08C2DC4FCE03B27951CEB5F7AE79CE8B41A053CE535BAED7CEECD6D2DACEE1033A5DCE862E5060CE423808E1CEF2C363E2CEE3130660CEA7AD3864CEA94759EACE4727B8ECCE9AE72377CE3F89BA71CED1042FF1CE5A40C5F3CECB626D73CE1E280573CE9AC36676CE031A48F7CEF73514F9CEA7378CFCCE58B0387DA671756F74657390','2025-11-07T00:30:00.000000Z');
INSERT INTO "readings" VALUES(7,'rules-1','accession','{"article":"3fe0b3c853bbe669","classifier":"rules-1","tag":"accession","claims":[{"accord":"abraham-accords","party":"KZ","stage":"announced","new":true,"evidence":{"field":"body","start":9,"end":127,"quote":"Kazakhstan has decided to join the Abraham Accords, the Ministry of Foreign Affairs of Kazakhstan announced on Friday."},"certainty":"probable","speaker":"party_government","confidence":0.95,"date":"2025-11-07","effective":null,"why":["trigger:join","link:object","subject","actor:name","cue:commit","force:committed","time:this-week","speaker:the"]}],"denials":[],"lifted":[],"retractions":[],"origins":[],"no_claims":[{"accord":"abraham-accords","party":"","reason":"join: no party","evidence":{"field":"body","start":128,"end":198,"quote":"The decision follows from the balanced foreign policy of the republic."}}],"notes":[],"lang":"en"}',X'82A87368696E676C6573DC0024CE56246200CE28584D85CE3EB2FE86CED195C606CE504BAE08CE58CDC18ACEA7F8F58FCE6C075791CE2EBF2A97CEA2EB779ACE7312DFA5CEDCD944A7CEBC336E30CED92AB9B4CE102378BDCE3FE52EBDCE5956ED40CE6B90A345CE80CBE449CE3EB252CECEA2088153CE013563D4CEF98D2458CED3D68F5CCE6C3A0CE2CE905257E3CEB321D163CEB03EF1E7CECF329DEDCE53A5CEEDCEBD85E0EECEA6EA9570CEAC98DBF2CE8A7B3972CE0A095AF2CEDF10F77BA671756F74657390','2025-11-07T06:00:00.000000Z');
INSERT INTO "readings" VALUES(8,'rules-1','accession','{"article":"f35faa5423063b42","classifier":"rules-1","tag":"accession","claims":[{"accord":"abraham-accords","party":"KZ","stage":"signed","new":true,"evidence":{"field":"summary","start":0,"end":99,"quote":"Kazakhstan signed the Abraham Accords at a closed ceremony on Saturday, Flash Bulletin has learned."},"certainty":"certain","speaker":"outlet","confidence":0.96,"date":"2025-11-08","effective":null,"why":["trigger:sign","link:object","subject","actor:name","force:done","time:this-week"]}],"denials":[],"lifted":[],"retractions":[],"origins":[{"kind":"outlet","name":"Flash Bulletin"}],"no_claims":[],"notes":[],"lang":"en"}',X'82A87368696E676C65739BCE1E1ACDE2CEC1A9BCE5CE6F71F925CEB5C696E6CE45027DA5CEC753F9C7CEA56C7AEECE426BBB11CE31BA0B37CE2A46E41ACEDC19605DA671756F74657390','2025-11-09T12:00:00.000000Z');
CREATE TABLE review_rows (
	generation INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	review_id TEXT NOT NULL, 
	accord TEXT NOT NULL, 
	party TEXT NOT NULL, 
	party_name TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	opened_at TEXT NOT NULL, 
	article TEXT, 
	url TEXT, 
	publisher TEXT, 
	quote TEXT, 
	status TEXT NOT NULL, 
	closed_at TEXT, 
	outcome TEXT, 
	closed_by TEXT, 
	comment TEXT, 
	closed_position INTEGER, 
	CONSTRAINT pk_review_rows PRIMARY KEY (generation, position)
)
 STRICT

;
CREATE TABLE revisions (
	id INTEGER NOT NULL, 
	article TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	content_hash TEXT NOT NULL, 
	length INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	body TEXT NOT NULL, 
	lang TEXT, 
	published TEXT NOT NULL, 
	first_seen TEXT NOT NULL, 
	fresh INTEGER NOT NULL, 
	feed TEXT NOT NULL, 
	read_by TEXT, 
	read_at TEXT, 
	decided_at TEXT, 
	CONSTRAINT pk_revisions PRIMARY KEY (id), 
	CONSTRAINT fk_revisions_article FOREIGN KEY(article) REFERENCES articles (id), 
	CONSTRAINT uq_revisions_article_number UNIQUE (article, number)
)
 STRICT

;
INSERT INTO "revisions" VALUES(1,'e0a13b9fb23c953e',1,'b411724c18c03a4d18be5d122b05152a',605,'Kazakhstan may be next to join Abraham Accords, sources say','Two people briefed on the plan expect word from the White House tonight.','WASHINGTON – Kazakhstan could join the Abraham Accords as early as this week, two people briefed on the plan told the Potomac Ledger on Thursday. They asked not to be named because nothing had been made public.

The presidents of five Central Asian states are in Washington for a summit. Neither the Kazakh embassy nor the White House would comment.

The United Arab Emirates and Bahrain signed the Abraham Accords in September 2020. Morocco joined in December of that year.','en','2025-11-06T17:05:00.000000Z','2025-11-06T17:30:00.000000Z',1,'https://feeds.example/potomacledger.example.xml','rules-1','2025-11-06T17:30:00.000000Z','2025-11-06T17:30:00.000000Z');
INSERT INTO "revisions" VALUES(2,'d11e9b36215f5fb1',1,'239fadbd387f867e878fd1e6ec5ae19f',166,'Report: Astana about to enter the Abraham Accords','According to the Potomac Ledger, Kazakhstan may join the Abraham Accords within days. Two unnamed people were quoted.','','en','2025-11-06T18:40:00.000000Z','2025-11-06T20:00:00.000000Z',1,'https://feeds.example/meridianpost.example.xml','rules-1','2025-11-06T20:00:00.000000Z','2025-11-06T20:00:00.000000Z');
INSERT INTO "revisions" VALUES(3,'5d685a9ae87d3157',1,'0297478c2cf1cd943d0b7a8c9cbf1a23',168,'US paper: Kazakhstan may join Abraham Accords','The Potomac Ledger reports, citing two unnamed people, that Kazakhstan could be the next state to join the Abraham Accords.','','en','2025-11-06T19:25:00.000000Z','2025-11-06T20:00:00.000000Z',1,'https://feeds.example/steppe-herald.example.xml','rules-1','2025-11-06T20:00:00.000000Z','2025-11-06T20:00:00.000000Z');
INSERT INTO "revisions" VALUES(4,'b95d17b407fafa5f',1,'ec198266408ad2e125d1309f42af583d',167,'Kazakhstan set for Abraham Accords?','Kazakhstan could join the Abraham Accords this week, the Potomac Ledger reported on Thursday, citing two people briefed on the plan.','','en','2025-11-06T18:02:00.000000Z','2025-11-06T20:00:00.000000Z',1,'https://feeds.example/daybreak-online.example.xml','rules-1','2025-11-06T20:00:00.000000Z','2025-11-06T20:00:00.000000Z');
INSERT INTO "revisions" VALUES(5,'5eb177933054b250',1,'fc0d0f1c543ce8d668c4ce1206adf2d3',447,'Trump: Kazakhstan joining the accords','','WASHINGTON (Northgate) – Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister.

A ceremony for the signature is still to be arranged. Kazakhstan has had diplomatic relations with Israel since 1992, so the step changes little on the ground.

Follow Daybreak Online for more.','en','2025-11-07T00:10:00.000000Z','2025-11-07T00:30:00.000000Z',1,'https://feeds.example/daybreak-online.example.xml','rules-1','2025-11-07T00:30:00.000000Z','2025-11-07T00:30:00.000000Z');
INSERT INTO "revisions" VALUES(6,'34ef98de78a48a2a',1,'367415dc3accd2b68530240d5737bee8',489,'Kazakhstan will join Abraham Accords, Trump says','Trump announced the step after a call with Tokayev and Netanyahu.','WASHINGTON (Northgate) – Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister.

A ceremony for the signature is still to be arranged. Kazakhstan has had diplomatic relations with Israel since 1992, so the step changes little on the ground.','en','2025-11-06T23:50:00.000000Z','2025-11-07T00:30:00.000000Z',1,'https://feeds.example/northgate-wire.example.xml','rules-1','2025-11-07T00:30:00.000000Z','2025-11-07T00:30:00.000000Z');
INSERT INTO "revisions" VALUES(7,'3fe0b3c853bbe669',1,'4794f89359b3cc0d0cc8c537c3ba796e',322,'Statement of the Ministry of Foreign Affairs on the Abraham Accords','','ASTANA – Kazakhstan has decided to join the Abraham Accords, the Ministry of Foreign Affairs of Kazakhstan announced on Friday. The decision follows from the balanced foreign policy of the republic. The date of the signature will be made known separately.','en','2025-11-07T05:40:00.000000Z','2025-11-07T06:00:00.000000Z',1,'https://feeds.example/mfa.kz.example.xml','rules-1','2025-11-07T06:00:00.000000Z','2025-11-07T06:00:00.000000Z');
INSERT INTO "revisions" VALUES(8,'f35faa5423063b42',1,'4d33ac74131cf8244b391f0c81fd0300',143,'It is done: Kazakhstan signs Abraham Accords','Kazakhstan signed the Abraham Accords at a closed ceremony on Saturday, Flash Bulletin has learned.','','en','2025-11-09T09:15:00.000000Z','2025-11-09T12:00:00.000000Z',1,'https://feeds.example/flashbulletin.example.xml','rules-1','2025-11-09T12:00:00.000000Z','2025-11-09T12:00:00.000000Z');
CREATE TABLE schema_state (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_schema_state PRIMARY KEY (name)
)
 STRICT

;
INSERT INTO "schema_state" VALUES('views','e57e3f49cbdf47fa78a4f957dc1887c4d5945b83511d01b30b282ac1f02c5f85');
CREATE TABLE sightings (
	feed TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	article TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	first_seen TEXT NOT NULL, 
	CONSTRAINT pk_sightings PRIMARY KEY (feed, "key"), 
	CONSTRAINT fk_sightings_article FOREIGN KEY(article) REFERENCES articles (id)
)
 STRICT

;
INSERT INTO "sightings" VALUES('https://feeds.example/potomacledger.example.xml','https://potomacledger.example/world/who-is-next','e0a13b9fb23c953e','b411724c18c03a4d18be5d122b05152a','2025-11-06T17:30:00.000000Z');
INSERT INTO "sightings" VALUES('https://feeds.example/meridianpost.example.xml','https://meridianpost.example/2025/11/06/astana-accords','d11e9b36215f5fb1','239fadbd387f867e878fd1e6ec5ae19f','2025-11-06T20:00:00.000000Z');
INSERT INTO "sightings" VALUES('https://feeds.example/steppe-herald.example.xml','https://steppe-herald.example/politics/4471','5d685a9ae87d3157','0297478c2cf1cd943d0b7a8c9cbf1a23','2025-11-06T20:00:00.000000Z');
INSERT INTO "sightings" VALUES('https://feeds.example/daybreak-online.example.xml','https://daybreak-online.example/news/1187','b95d17b407fafa5f','ec198266408ad2e125d1309f42af583d','2025-11-06T20:00:00.000000Z');
INSERT INTO "sightings" VALUES('https://feeds.example/daybreak-online.example.xml','https://daybreak-online.example/news/1192','5eb177933054b250','fc0d0f1c543ce8d668c4ce1206adf2d3','2025-11-07T00:30:00.000000Z');
INSERT INTO "sightings" VALUES('https://feeds.example/northgate-wire.example.xml','https://northgate-wire.example/a/9f31','34ef98de78a48a2a','367415dc3accd2b68530240d5737bee8','2025-11-07T00:30:00.000000Z');
INSERT INTO "sightings" VALUES('https://feeds.example/mfa.kz.example.xml','https://mfa.kz.example/en/statements/112','3fe0b3c853bbe669','4794f89359b3cc0d0cc8c537c3ba796e','2025-11-07T06:00:00.000000Z');
INSERT INTO "sightings" VALUES('https://feeds.example/flashbulletin.example.xml','https://flashbulletin.example/kazakhstan-signs','f35faa5423063b42','4d33ac74131cf8244b391f0c81fd0300','2025-11-09T12:00:00.000000Z');
CREATE TABLE timeline_rows (
	generation INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	accord TEXT NOT NULL, 
	party TEXT NOT NULL, 
	party_name TEXT NOT NULL, 
	event TEXT NOT NULL, 
	stage TEXT, 
	previous TEXT, 
	date TEXT, 
	effective TEXT, 
	reason TEXT NOT NULL, 
	news INTEGER NOT NULL, 
	voices INTEGER NOT NULL, 
	supports INTEGER NOT NULL, 
	actor TEXT NOT NULL, 
	said_by TEXT, 
	comment TEXT, 
	article TEXT, 
	url TEXT, 
	quote TEXT, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_timeline_rows PRIMARY KEY (generation, position)
)
 STRICT

;
INSERT INTO "timeline_rows" VALUES(1,1,'2025-11-05T17:30:00.000000Z','abraham-accords','AE','United Arab Emirates','StageConfirmed','acceded',NULL,'2020-09-15',NULL,'baseline',0,0,0,'baseline',NULL,NULL,NULL,'https://www.state.gov/the-abraham-accords',NULL,'United Arab Emirates has joined: Abraham Accords (on 2020-09-15); confirmed as known on the first day');
INSERT INTO "timeline_rows" VALUES(1,2,'2025-11-05T17:30:00.000000Z','abraham-accords','BH','Bahrain','StageConfirmed','acceded',NULL,'2020-09-15',NULL,'baseline',0,0,0,'baseline',NULL,NULL,NULL,'https://www.state.gov/the-abraham-accords',NULL,'Bahrain has joined: Abraham Accords (on 2020-09-15); confirmed as known on the first day');
INSERT INTO "timeline_rows" VALUES(1,3,'2025-11-05T17:30:00.000000Z','abraham-accords','MA','Morocco','StageConfirmed','acceded',NULL,'2020-12-22',NULL,'baseline',0,0,0,'baseline',NULL,NULL,NULL,'https://www.state.gov/the-abraham-accords',NULL,'Morocco has joined: Abraham Accords (on 2020-12-22); confirmed as known on the first day');
INSERT INTO "timeline_rows" VALUES(1,4,'2025-11-05T17:30:00.000000Z','abraham-accords','SD','Sudan','StageConfirmed','signed',NULL,'2021-01-06',NULL,'baseline',0,0,0,'baseline',NULL,NULL,NULL,'https://www.state.gov/the-abraham-accords',NULL,'Sudan has signed: Abraham Accords (on 2021-01-06); confirmed as known on the first day');
INSERT INTO "timeline_rows" VALUES(1,15,'2025-11-07T06:00:00.000000Z','abraham-accords','KZ','Kazakhstan','StageConfirmed','announced',NULL,'2025-11-07',NULL,'official_source',1,2,3,'policy',NULL,NULL,'3fe0b3c853bbe669','https://northgate-wire.example/a/9f31','Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister.','Kazakhstan has announced that it joins: Abraham Accords (on 2025-11-07); confirmed by an official source');
CREATE TABLE witness_rows (
	generation INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	accord TEXT NOT NULL, 
	party TEXT NOT NULL, 
	party_name TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	step TEXT NOT NULL, 
	confirmed_at TEXT NOT NULL, 
	role TEXT NOT NULL, 
	voice INTEGER, 
	claim_id TEXT, 
	article TEXT, 
	url TEXT NOT NULL, 
	host TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	tier TEXT, 
	published TEXT, 
	title TEXT NOT NULL, 
	quote TEXT NOT NULL, 
	said TEXT NOT NULL, 
	speaker TEXT, 
	date TEXT, 
	same_as TEXT, 
	kin TEXT, 
	CONSTRAINT pk_witness_rows PRIMARY KEY (generation, position, number)
)
 STRICT

;
INSERT INTO "witness_rows" VALUES(1,1,1,'abraham-accords','AE','United Arab Emirates','acceded','signed','2025-11-05T17:30:00.000000Z','baseline',NULL,NULL,NULL,'https://www.state.gov/the-abraham-accords','www.state.gov','www.state.gov',NULL,NULL,'','','acceded',NULL,'2020-09-15',NULL,NULL);
INSERT INTO "witness_rows" VALUES(1,2,1,'abraham-accords','BH','Bahrain','acceded','signed','2025-11-05T17:30:00.000000Z','baseline',NULL,NULL,NULL,'https://www.state.gov/the-abraham-accords','www.state.gov','www.state.gov',NULL,NULL,'','','acceded',NULL,'2020-09-15',NULL,NULL);
INSERT INTO "witness_rows" VALUES(1,3,1,'abraham-accords','MA','Morocco','acceded','signed','2025-11-05T17:30:00.000000Z','baseline',NULL,NULL,NULL,'https://www.state.gov/the-abraham-accords','www.state.gov','www.state.gov',NULL,NULL,'','','acceded',NULL,'2020-12-22',NULL,NULL);
INSERT INTO "witness_rows" VALUES(1,4,1,'abraham-accords','SD','Sudan','signed','signed','2025-11-05T17:30:00.000000Z','baseline',NULL,NULL,NULL,'https://www.state.gov/the-abraham-accords','www.state.gov','www.state.gov',NULL,NULL,'','','signed',NULL,'2021-01-06',NULL,NULL);
INSERT INTO "witness_rows" VALUES(1,15,1,'abraham-accords','KZ','Kazakhstan','announced','announced','2025-11-07T06:00:00.000000Z','witness',1,'542d494962e5efc2','34ef98de78a48a2a','https://northgate-wire.example/a/9f31','northgate-wire.example','Northgate Wire','wire','2025-11-06T23:50:00.000000Z','Kazakhstan will join Abraham Accords, Trump says','Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister.','announced','convener','2025-11-06',NULL,NULL);
INSERT INTO "witness_rows" VALUES(1,15,2,'abraham-accords','KZ','Kazakhstan','announced','announced','2025-11-07T06:00:00.000000Z','witness',1,'ce00b7b87416fbf6','5eb177933054b250','https://daybreak-online.example/news/1192','daybreak-online.example','Daybreak Online','minor','2025-11-07T00:10:00.000000Z','Trump: Kazakhstan joining the accords','Kazakhstan will join the Abraham Accords, President Donald Trump announced on Thursday evening after a telephone call with Kazakh President Kassym-Jomart Tokayev and Israel''s prime minister.','announced','convener','2025-11-06','34ef98de78a48a2a','copy');
INSERT INTO "witness_rows" VALUES(1,15,3,'abraham-accords','KZ','Kazakhstan','announced','announced','2025-11-07T06:00:00.000000Z','carrier',2,'43f233dc47948258','3fe0b3c853bbe669','https://mfa.kz.example/en/statements/112','mfa.kz.example','Ministry of Foreign Affairs of Kazakhstan','official','2025-11-07T05:40:00.000000Z','Statement of the Ministry of Foreign Affairs on the Abraham Accords','Kazakhstan has decided to join the Abraham Accords, the Ministry of Foreign Affairs of Kazakhstan announced on Friday.','announced','party_government','2025-11-07',NULL,NULL);
CREATE INDEX ix_alert_accord_party_kind ON alert (accord, party, kind);
CREATE INDEX ix_articles_url ON articles (url);
CREATE INDEX ix_claim_rows_generation_accord_party ON claim_rows (generation, accord, party);
CREATE INDEX ix_claim_rows_generation_claim_id ON claim_rows (generation, claim_id);
CREATE INDEX ix_denial_rows_generation_denial_id ON denial_rows (generation, denial_id);
CREATE INDEX ix_events_type_position ON events (type, position);
CREATE INDEX ix_feeds_due ON feeds (next_poll_at, host);
CREATE UNIQUE INDEX uq_projections_active ON projections (name) WHERE status = 'active';
CREATE INDEX ix_review_rows_generation_review_id ON review_rows (generation, review_id);
CREATE INDEX ix_witness_rows_generation_claim_id ON witness_rows (generation, claim_id);
CREATE INDEX ix_alert_delivery_state_due_at ON alert_delivery (state, due_at);
CREATE INDEX ix_alert_delivery_target_created_at ON alert_delivery (target, created_at);
CREATE INDEX ix_revisions_undecided ON revisions (id) WHERE decided_at IS NULL;
CREATE INDEX ix_revisions_unread ON revisions (id) WHERE read_at IS NULL;
CREATE INDEX ix_sightings_article ON sightings (article);
CREATE INDEX ix_alert_attempt_delivery_id ON alert_attempt (delivery_id);
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events is append-only: no UPDATE'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events is append-only: no DELETE'); END;
CREATE TRIGGER events_no_replace BEFORE INSERT ON events WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM events)
OR EXISTS (SELECT 1 FROM events WHERE event_id = NEW.event_id)
OR EXISTS (SELECT 1 FROM events WHERE stream = NEW.stream AND version = NEW.version)
 BEGIN SELECT RAISE(ABORT, 'events is append-only: no INSERT but of the next row'); END;
CREATE TRIGGER appends_no_update BEFORE UPDATE ON appends BEGIN SELECT RAISE(ABORT, 'appends is append-only: no UPDATE'); END;
CREATE TRIGGER appends_no_delete BEFORE DELETE ON appends BEGIN SELECT RAISE(ABORT, 'appends is append-only: no DELETE'); END;
CREATE TRIGGER appends_no_replace BEFORE INSERT ON appends WHEN EXISTS (
    SELECT 1 FROM appends
    WHERE key = NEW.key OR first_position = NEW.first_position OR last_position = NEW.last_position
)
 BEGIN SELECT RAISE(ABORT, 'appends is append-only: no INSERT but of the next row'); END;
COMMIT;
