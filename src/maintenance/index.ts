import type { Services } from '../modules/declaration/services.ts'
import { callflowMaintenance } from './callflow-maintenance.ts'
import { cbAppsMaintenance } from './cb-apps-maintenance.ts'
import { crossbarMaintenance } from './crossbar-maintenance/module.ts'
import { kappsAccountConfig } from './kapps-account-config.ts'
import { kappsController, kazooAppsMaintenance } from './kapps-controller.ts'
import { kappsConfigMaintenance } from './kapps-config/maintenance.ts'
import { kappsConfig } from './kapps-config/module.ts'
import { kappsMaintenance } from './kapps-maintenance/module.ts'
import { kappsUtil } from './kapps-util.ts'
import { kazooAuthMaintenance } from './kazoo-auth-maintenance.ts'
import { kazooDataMaintenance } from './kazoo-data-maintenance.ts'
import { kazooMaintenance } from './kazoo-maintenance.ts'
import { kazooMediaMaintenance } from './kazoo-media-maintenance.ts'
import { kazooSchemasMaintenance } from './kazoo-schemas-maintenance.ts'
import { kazooServicesMaintenance } from './kazoo-services-maintenance.ts'
import { kzNodes } from './kz-nodes.ts'
import { kazooModbMaintenance } from './modb/module.ts'
import type { MaintenanceModule } from './registry.ts'
import { tasksMaintenance } from './tasks-maintenance.ts'

/** Every module of maintenance functions, by name: what `sup` can call. */
export const maintenanceModules: readonly MaintenanceModule<Services>[] = [
  callflowMaintenance,
  cbAppsMaintenance,
  crossbarMaintenance,
  kappsAccountConfig,
  kappsConfig,
  kappsConfigMaintenance,
  kappsController,
  kappsMaintenance,
  kappsUtil,
  kazooAppsMaintenance,
  kazooAuthMaintenance,
  kazooDataMaintenance,
  kazooMaintenance,
  kazooMediaMaintenance,
  kazooModbMaintenance,
  kazooSchemasMaintenance,
  kazooServicesMaintenance,
  kzNodes,
  tasksMaintenance,
]
