import type { SchemaTable } from '../table.ts'

/** Schemas of the documents of the system configuration. */
export const systemConfigSchemas: SchemaTable = {
  'system_config.accounts': async () => (await import('./accounts.ts')).SystemConfigAccounts,
  'system_config.acdc': async () => (await import('./acdc.ts')).SystemConfigAcdc,
  'system_config.alerts': async () => (await import('./alerts.ts')).SystemConfigAlerts,
  'system_config.ananke': async () => (await import('./ananke.ts')).SystemConfigAnanke,
  'system_config.auth': async () => (await import('./auth.ts')).SystemConfigAuth,
  'system_config.blackhole': async () => (await import('./blackhole.ts')).SystemConfigBlackhole,
  'system_config.braintree': async () => (await import('./braintree.ts')).SystemConfigBraintree,
  'system_config.call_command': async () => (await import('./call_command.ts')).SystemConfigCallCommand,
  'system_config.call_inspector': async () => (await import('./call_inspector.ts')).SystemConfigCallInspector,
  'system_config.callflow': async () => (await import('./callflow.ts')).SystemConfigCallflow,
  'system_config.callflow.call_forward': async () =>
    (await import('./callflow.call_forward.ts')).SystemConfigCallflowCallForward,
  'system_config.callflow.dynamic_cid': async () =>
    (await import('./callflow.dynamic_cid.ts')).SystemConfigCallflowDynamicCid,
  'system_config.callflow.hotdesk': async () =>
    (await import('./callflow.hotdesk.ts')).SystemConfigCallflowHotdesk,
  'system_config.callflow.menu': async () => (await import('./callflow.menu.ts')).SystemConfigCallflowMenu,
  'system_config.callflow.park': async () => (await import('./callflow.park.ts')).SystemConfigCallflowPark,
  'system_config.callflow.resources': async () =>
    (await import('./callflow.resources.ts')).SystemConfigCallflowResources,
  'system_config.camper': async () => (await import('./camper.ts')).SystemConfigCamper,
  'system_config.cccp': async () => (await import('./cccp.ts')).SystemConfigCccp,
  'system_config.cdr': async () => (await import('./cdr.ts')).SystemConfigCdr,
  'system_config.cluster': async () => (await import('./cluster.ts')).SystemConfigCluster,
  'system_config.cluster_manager': async () =>
    (await import('./cluster_manager.ts')).SystemConfigClusterManager,
  'system_config.cnam': async () => (await import('./cnam.ts')).SystemConfigCnam,
  'system_config.conferences': async () => (await import('./conferences.ts')).SystemConfigConferences,
  'system_config.crossbar': async () => (await import('./crossbar.ts')).SystemConfigCrossbar,
  'system_config.crossbar.accounts': async () =>
    (await import('./crossbar.accounts.ts')).SystemConfigCrossbarAccounts,
  'system_config.crossbar.acdc_call_stats': async () =>
    (await import('./crossbar.acdc_call_stats.ts')).SystemConfigCrossbarAcdcCallStats,
  'system_config.crossbar.alerts': async () =>
    (await import('./crossbar.alerts.ts')).SystemConfigCrossbarAlerts,
  'system_config.crossbar.auth': async () => (await import('./crossbar.auth.ts')).SystemConfigCrossbarAuth,
  'system_config.crossbar.braintree': async () =>
    (await import('./crossbar.braintree.ts')).SystemConfigCrossbarBraintree,
  'system_config.crossbar.call_inspector': async () =>
    (await import('./crossbar.call_inspector.ts')).SystemConfigCrossbarCallInspector,
  'system_config.crossbar.cdrs': async () => (await import('./crossbar.cdrs.ts')).SystemConfigCrossbarCdrs,
  'system_config.crossbar.channels': async () =>
    (await import('./crossbar.channels.ts')).SystemConfigCrossbarChannels,
  'system_config.crossbar.contact_list': async () =>
    (await import('./crossbar.contact_list.ts')).SystemConfigCrossbarContactList,
  'system_config.crossbar.devices': async () =>
    (await import('./crossbar.devices.ts')).SystemConfigCrossbarDevices,
  'system_config.crossbar.media': async () => (await import('./crossbar.media.ts')).SystemConfigCrossbarMedia,
  'system_config.crossbar.notifications': async () =>
    (await import('./crossbar.notifications.ts')).SystemConfigCrossbarNotifications,
  'system_config.crossbar.phone_numbers': async () =>
    (await import('./crossbar.phone_numbers.ts')).SystemConfigCrossbarPhoneNumbers,
  'system_config.crossbar.phonebook': async () =>
    (await import('./crossbar.phonebook.ts')).SystemConfigCrossbarPhonebook,
  'system_config.crossbar.resources': async () =>
    (await import('./crossbar.resources.ts')).SystemConfigCrossbarResources,
  'system_config.crossbar.sms': async () => (await import('./crossbar.sms.ts')).SystemConfigCrossbarSms,
  'system_config.crossbar.token_restrictions': async () =>
    (await import('./crossbar.token_restrictions.ts')).SystemConfigCrossbarTokenRestrictions,
  'system_config.crossbar.users': async () => (await import('./crossbar.users.ts')).SystemConfigCrossbarUsers,
  'system_config.crossbar.voicemail': async () =>
    (await import('./crossbar.voicemail.ts')).SystemConfigCrossbarVoicemail,
  'system_config.datamgr': async () => (await import('./datamgr.ts')).SystemConfigDatamgr,
  'system_config.doodle': async () => (await import('./doodle.ts')).SystemConfigDoodle,
  'system_config.ecallmgr': async () => (await import('./ecallmgr.ts')).SystemConfigEcallmgr,
  'system_config.edr': async () => (await import('./edr.ts')).SystemConfigEdr,
  'system_config.epmd': async () => (await import('./epmd.ts')).SystemConfigEpmd,
  'system_config.fax': async () => (await import('./fax.ts')).SystemConfigFax,
  'system_config.frontier': async () => (await import('./frontier.ts')).SystemConfigFrontier,
  'system_config.hangups': async () => (await import('./hangups.ts')).SystemConfigHangups,
  'system_config.hotornot': async () => (await import('./hotornot.ts')).SystemConfigHotornot,
  'system_config.ips': async () => (await import('./ips.ts')).SystemConfigIps,
  'system_config.jonny5': async () => (await import('./jonny5.ts')).SystemConfigJonny5,
  'system_config.kapps_controller': async () =>
    (await import('./kapps_controller.ts')).SystemConfigKappsController,
  'system_config.kapps_maintenance': async () =>
    (await import('./kapps_maintenance.ts')).SystemConfigKappsMaintenance,
  'system_config.kazoo.pdf': async () => (await import('./kazoo.pdf.ts')).SystemConfigKazooPdf,
  'system_config.kazoo_convert': async () => (await import('./kazoo_convert.ts')).SystemConfigKazooConvert,
  'system_config.kazoo_convert.convertapi': async () =>
    (await import('./kazoo_convert.convertapi.ts')).SystemConfigKazooConvertConvertapi,
  'system_config.kazoo_couch': async () => (await import('./kazoo_couch.ts')).SystemConfigKazooCouch,
  'system_config.kazoo_directory': async () =>
    (await import('./kazoo_directory.ts')).SystemConfigKazooDirectory,
  'system_config.kazoo_endpoint': async () => (await import('./kazoo_endpoint.ts')).SystemConfigKazooEndpoint,
  'system_config.kazoo_endpoint.mobile': async () =>
    (await import('./kazoo_endpoint.mobile.ts')).SystemConfigKazooEndpointMobile,
  'system_config.kazoo_events': async () => (await import('./kazoo_events.ts')).SystemConfigKazooEvents,
  'system_config.kazoo_im': async () => (await import('./kazoo_im.ts')).SystemConfigKazooIm,
  'system_config.kazoo_web': async () => (await import('./kazoo_web.ts')).SystemConfigKazooWeb,
  'system_config.keys': async () => (await import('./keys.ts')).SystemConfigKeys,
  'system_config.konami': async () => (await import('./konami.ts')).SystemConfigKonami,
  'system_config.konami_pro': async () => (await import('./konami_pro.ts')).SystemConfigKonamiPro,
  'system_config.kzt_twiml_util': async () => (await import('./kzt_twiml_util.ts')).SystemConfigKztTwimlUtil,
  'system_config.ledgers': async () => (await import('./ledgers.ts')).SystemConfigLedgers,
  'system_config.limits': async () => (await import('./limits.ts')).SystemConfigLimits,
  'system_config.media': async () => (await import('./media.ts')).SystemConfigMedia,
  'system_config.metaflows': async () => (await import('./metaflows.ts')).SystemConfigMetaflows,
  'system_config.milliwatt': async () => (await import('./milliwatt.ts')).SystemConfigMilliwatt,
  'system_config.mobile': async () => (await import('./mobile.ts')).SystemConfigMobile,
  'system_config.mobile_manager': async () => (await import('./mobile_manager.ts')).SystemConfigMobileManager,
  'system_config.modb': async () => (await import('./modb.ts')).SystemConfigModb,
  'system_config.notify': async () => (await import('./notify.ts')).SystemConfigNotify,
  'system_config.notify.cnam_request': async () =>
    (await import('./notify.cnam_request.ts')).SystemConfigNotifyCnamRequest,
  'system_config.notify.deregister': async () =>
    (await import('./notify.deregister.ts')).SystemConfigNotifyDeregister,
  'system_config.notify.fax': async () => (await import('./notify.fax.ts')).SystemConfigNotifyFax,
  'system_config.notify.fax_inbound_error_to_email': async () =>
    (await import('./notify.fax_inbound_error_to_email.ts')).SystemConfigNotifyFaxInboundErrorToEmail,
  'system_config.notify.fax_outbound_error_to_email': async () =>
    (await import('./notify.fax_outbound_error_to_email.ts')).SystemConfigNotifyFaxOutboundErrorToEmail,
  'system_config.notify.first_occurrence': async () =>
    (await import('./notify.first_occurrence.ts')).SystemConfigNotifyFirstOccurrence,
  'system_config.notify.low_balance': async () =>
    (await import('./notify.low_balance.ts')).SystemConfigNotifyLowBalance,
  'system_config.notify.new_account': async () =>
    (await import('./notify.new_account.ts')).SystemConfigNotifyNewAccount,
  'system_config.notify.password_recovery': async () =>
    (await import('./notify.password_recovery.ts')).SystemConfigNotifyPasswordRecovery,
  'system_config.notify.port_cancel': async () =>
    (await import('./notify.port_cancel.ts')).SystemConfigNotifyPortCancel,
  'system_config.notify.port_request': async () =>
    (await import('./notify.port_request.ts')).SystemConfigNotifyPortRequest,
  'system_config.notify.port_request_admin': async () =>
    (await import('./notify.port_request_admin.ts')).SystemConfigNotifyPortRequestAdmin,
  'system_config.notify.ported': async () => (await import('./notify.ported.ts')).SystemConfigNotifyPorted,
  'system_config.notify.system_alert': async () =>
    (await import('./notify.system_alert.ts')).SystemConfigNotifySystemAlert,
  'system_config.notify.topup': async () => (await import('./notify.topup.ts')).SystemConfigNotifyTopup,
  'system_config.notify.transaction': async () =>
    (await import('./notify.transaction.ts')).SystemConfigNotifyTransaction,
  'system_config.notify.voicemail_deleted': async () =>
    (await import('./notify.voicemail_deleted.ts')).SystemConfigNotifyVoicemailDeleted,
  'system_config.notify.voicemail_full': async () =>
    (await import('./notify.voicemail_full.ts')).SystemConfigNotifyVoicemailFull,
  'system_config.notify.voicemail_to_email': async () =>
    (await import('./notify.voicemail_to_email.ts')).SystemConfigNotifyVoicemailToEmail,
  'system_config.number_manager': async () => (await import('./number_manager.ts')).SystemConfigNumberManager,
  'system_config.number_manager.bandwidth': async () =>
    (await import('./number_manager.bandwidth.ts')).SystemConfigNumberManagerBandwidth,
  'system_config.number_manager.bandwidth2': async () =>
    (await import('./number_manager.bandwidth2.ts')).SystemConfigNumberManagerBandwidth2,
  'system_config.number_manager.dash_e911': async () =>
    (await import('./number_manager.dash_e911.ts')).SystemConfigNumberManagerDashE911,
  'system_config.number_manager.locality': async () =>
    (await import('./number_manager.locality.ts')).SystemConfigNumberManagerLocality,
  'system_config.number_manager.other': async () =>
    (await import('./number_manager.other.ts')).SystemConfigNumberManagerOther,
  'system_config.number_manager.simwood': async () =>
    (await import('./number_manager.simwood.ts')).SystemConfigNumberManagerSimwood,
  'system_config.number_manager.telnyx': async () =>
    (await import('./number_manager.telnyx.ts')).SystemConfigNumberManagerTelnyx,
  'system_config.number_manager.vitelity': async () =>
    (await import('./number_manager.vitelity.ts')).SystemConfigNumberManagerVitelity,
  'system_config.number_manager.voip_innovations': async () =>
    (await import('./number_manager.voip_innovations.ts')).SystemConfigNumberManagerVoipInnovations,
  'system_config.number_manager.voxbone': async () =>
    (await import('./number_manager.voxbone.ts')).SystemConfigNumberManagerVoxbone,
  'system_config.omnipresence': async () => (await import('./omnipresence.ts')).SystemConfigOmnipresence,
  'system_config.phonebook': async () => (await import('./phonebook.ts')).SystemConfigPhonebook,
  'system_config.pivot': async () => (await import('./pivot.ts')).SystemConfigPivot,
  'system_config.pivot.twiml': async () => (await import('./pivot.twiml.ts')).SystemConfigPivotTwiml,
  'system_config.privacy': async () => (await import('./privacy.ts')).SystemConfigPrivacy,
  'system_config.provisioner': async () => (await import('./provisioner.ts')).SystemConfigProvisioner,
  'system_config.pusher': async () => (await import('./pusher.ts')).SystemConfigPusher,
  'system_config.qubicle': async () => (await import('./qubicle.ts')).SystemConfigQubicle,
  'system_config.registrar': async () => (await import('./registrar.ts')).SystemConfigRegistrar,
  'system_config.reorder': async () => (await import('./reorder.ts')).SystemConfigReorder,
  'system_config.servers': async () => (await import('./servers.ts')).SystemConfigServers,
  'system_config.services': async () => (await import('./services.ts')).SystemConfigServices,
  'system_config.services.http_sync': async () =>
    (await import('./services.http_sync.ts')).SystemConfigServicesHttpSync,
  'system_config.sms': async () => (await import('./sms.ts')).SystemConfigSms,
  'system_config.sms_command': async () => (await import('./sms_command.ts')).SystemConfigSmsCommand,
  'system_config.smtp_client': async () => (await import('./smtp_client.ts')).SystemConfigSmtpClient,
  'system_config.speech': async () => (await import('./speech.ts')).SystemConfigSpeech,
  'system_config.speech.google': async () => (await import('./speech.google.ts')).SystemConfigSpeechGoogle,
  'system_config.stepswitch': async () => (await import('./stepswitch.ts')).SystemConfigStepswitch,
  'system_config.stepswitch.cnam': async () =>
    (await import('./stepswitch.cnam.ts')).SystemConfigStepswitchCnam,
  'system_config.sysconf': async () => (await import('./sysconf.ts')).SystemConfigSysconf,
  'system_config.system_data': async () => (await import('./system_data.ts')).SystemConfigSystemData,
  'system_config.tasks': async () => (await import('./tasks.ts')).SystemConfigTasks,
  'system_config.tasks.bill_early': async () =>
    (await import('./tasks.bill_early.ts')).SystemConfigTasksBillEarly,
  'system_config.tasks.fax_cleanup': async () =>
    (await import('./tasks.fax_cleanup.ts')).SystemConfigTasksFaxCleanup,
  'system_config.tasks.ledger_rollover': async () =>
    (await import('./tasks.ledger_rollover.ts')).SystemConfigTasksLedgerRollover,
  'system_config.tasks.modb_creation': async () =>
    (await import('./tasks.modb_creation.ts')).SystemConfigTasksModbCreation,
  'system_config.tasks.notify_resend': async () =>
    (await import('./tasks.notify_resend.ts')).SystemConfigTasksNotifyResend,
  'system_config.tasks.numbers': async () => (await import('./tasks.numbers.ts')).SystemConfigTasksNumbers,
  'system_config.tasks.services_rollover': async () =>
    (await import('./tasks.services_rollover.ts')).SystemConfigTasksServicesRollover,
  'system_config.telemetry': async () => (await import('./telemetry.ts')).SystemConfigTelemetry,
  'system_config.telemetry.waveguide': async () =>
    (await import('./telemetry.waveguide.ts')).SystemConfigTelemetryWaveguide,
  'system_config.teletype': async () => (await import('./teletype.ts')).SystemConfigTeletype,
  'system_config.token_buckets': async () => (await import('./token_buckets.ts')).SystemConfigTokenBuckets,
  'system_config.topup': async () => (await import('./topup.ts')).SystemConfigTopup,
  'system_config.trunkstore': async () => (await import('./trunkstore.ts')).SystemConfigTrunkstore,
  'system_config.webhooks': async () => (await import('./webhooks.ts')).SystemConfigWebhooks,
  'system_config.webrtc': async () => (await import('./webrtc.ts')).SystemConfigWebrtc,
  'system_config.whitelabel': async () => (await import('./whitelabel.ts')).SystemConfigWhitelabel,
  'system_config.yodb': async () => (await import('./yodb.ts')).SystemConfigYodb,
}
