#!/usr/bin/env bash
# Sets up an office of twelve people. Made from docs/office.md, which explains each step, by `npm run docs`.
set -euo pipefail

# Sign in
API=${API:-http://127.0.0.1:8000/v2}
CREDENTIALS=$(printf '%s' "${ADMIN:-admin}:${PASSWORD:?is not set}" | md5sum | cut -c1-32)
LOGIN=$(curl -sS --fail-with-body -X PUT "$API/user_auth" -H 'Content-Type: application/json' \
  -d '{"data":{"credentials":"'$CREDENTIALS'","account_name":"'"${ACCOUNT_NAME:-Master}"'"}}')
TOKEN=$(printf '%s' "$LOGIN" | sed -n 's/.*"auth_token":"\([^"]*\)".*/\1/p')
RESELLER=$(printf '%s' "$LOGIN" | sed -n 's/.*"account_id":"\([^"]*\)".*/\1/p')
# call VERB PATH [DATA] prints the answer
call() {
  curl -sS --fail-with-body -X "$1" "$API/$2" -H "X-Auth-Token: $TOKEN" \
    -H 'Content-Type: application/json' ${3:+-d "{\"data\":$3}"}
}
# create PATH DATA prints the id of what it created
create() {
  local answer
  answer=$(call PUT "$1" "$2") || { echo "$answer" >&2; return 1; }
  printf '%s' "$answer" | sed -n 's/.*"metadata":{"id":"\([^"]*\)".*/\1/p'
}

# The account
OFFICE=$(create "accounts/$RESELLER" '{
  "name": "Birch & Sons", "realm": "birch.example", "timezone": "Europe/Berlin", "language": "en-us" }')
echo "account $OFFICE"

# Twelve people
PEOPLE='
200 Rosa   Birch   reception
201 Otto   Birch   management
202 Vera   Lang    accounting
203 Ines   Moreno  accounting
210 Ada    Novak   sales
211 Ben    Okafor  sales
212 Carla  Rossi   sales
213 Dimitri Sokolov sales
220 Emma   Tanaka  support
221 Finn   Ulrich  support
222 Grace  Vogel   support
223 Hugo   Weber   support
'
ENDPOINTS_sales='' ENDPOINTS_support='' USER_reception='' USERS=''
while read -r EXTENSION FIRST LAST TEAM; do
  [ -n "$EXTENSION" ] || continue
  NAME=$(printf '%s' "$FIRST" | tr '[:upper:]' '[:lower:]')
  USER_ID=$(create "accounts/$OFFICE/users" '{
    "first_name": "'$FIRST'", "last_name": "'$LAST'", "username": "'$NAME'", "password": "'$NAME' at birch",
    "email": "'$NAME'@birch.example", "presence_id": "'$EXTENSION'", "vm_to_email_enabled": true,
    "caller_id": { "internal": { "name": "'$FIRST' '$LAST'", "number": "'$EXTENSION'" } } }')
  create "accounts/$OFFICE/devices" '{
    "name": "'$FIRST' desk phone", "owner_id": "'$USER_ID'", "device_type": "sip_device",
    "sip": { "username": "desk'$EXTENSION'", "password": "'$NAME' rings twice" } }' > /dev/null
  BOX=$(create "accounts/$OFFICE/vmboxes" '{
    "name": "'$FIRST' '$LAST'", "mailbox": "'$EXTENSION'", "owner_id": "'$USER_ID'", "pin": "2580" }')
  FLOW=$(create "accounts/$OFFICE/callflows" '{
    "name": "'$FIRST' '$LAST'", "numbers": ["'$EXTENSION'"], "owner_id": "'$USER_ID'",
    "flow": { "module": "user", "data": { "id": "'$USER_ID'", "timeout": 20 }, "children": {
      "_": { "module": "voicemail", "data": { "id": "'$BOX'" } } } } }')
  USERS="$USERS $USER_ID:$FLOW"
  case $TEAM in
    sales) ENDPOINTS_sales="$ENDPOINTS_sales $USER_ID" ;;
    support) ENDPOINTS_support="$ENDPOINTS_support $USER_ID" ;;
    reception) RECEPTION=$FLOW ;;
  esac
done <<< "$PEOPLE"

# Ring groups
# ring_group NAME EXTENSION USER... prints the id of its callflow
ring_group() {
  local name=$1 extension=$2 endpoints='' members='' box
  shift 2
  for user in "$@"; do
    endpoints="$endpoints,"'{ "id": "'$user'", "endpoint_type": "user", "timeout": 20 }'
    members="$members,"'"'$user'": { "type": "user" }'
  done
  create "accounts/$OFFICE/groups" '{ "name": "'$name'", "endpoints": {'"${members#,}"'} }' > /dev/null
  box=$(create "accounts/$OFFICE/vmboxes" '{ "name": "'$name'", "mailbox": "'$extension'" }')
  create "accounts/$OFFICE/callflows" '{
    "name": "'$name'", "numbers": ["'$extension'"],
    "flow": { "module": "ring_group", "data": {
        "name": "'$name'", "strategy": "simultaneous", "timeout": 20, "endpoints": ['"${endpoints#,}"'] },
      "children": { "_": { "module": "voicemail", "data": { "id": "'$box'" } } } } }'
}
SALES=$(ring_group Sales 600 $ENDPOINTS_sales)
SUPPORT=$(ring_group Support 601 $ENDPOINTS_support)

# Opening hours and holidays
HOURS=$(create "accounts/$OFFICE/temporal_rules" '{
  "name": "Office hours", "cycle": "weekly", "wdays": ["monday", "tuesday", "wednesday", "thursday", "friday"],
  "time_window_start": 32400, "time_window_stop": 61200 }')
HOLIDAYS=''
for DAY in '1 1 New Year' '5 1 Labour Day' '10 3 Unity Day' '12 25 Christmas Day' '12 26 Boxing Day'; do
  read -r MONTH DATE NAME <<< "$DAY"
  HOLIDAYS="$HOLIDAYS,\"$(create "accounts/$OFFICE/temporal_rules" '{
    "name": "'"$NAME"'", "cycle": "yearly", "month": '$MONTH', "days": ['$DATE'] }')\""
done
CLOSED=$(create "accounts/$OFFICE/temporal_rules_sets" '{
  "name": "Public holidays", "temporal_rules": ['"${HOLIDAYS#,}"'] }')

# The directory
DIRECTORY=$(create "accounts/$OFFICE/directories" '{ "name": "Everyone", "sort_by": "last_name" }')
for PERSON in $USERS; do
  call PATCH "accounts/$OFFICE/users/${PERSON%:*}" \
    '{ "directories": { "'$DIRECTORY'": "'${PERSON#*:}'" } }' > /dev/null
done

# The main number
MENU=$(create "accounts/$OFFICE/menus" '{ "name": "Main menu", "retries": 2, "timeout": 8000, "max_extension_length": 3 }')
NIGHT=$(create "accounts/$OFFICE/vmboxes" '{
  "name": "After hours", "mailbox": "699", "notify_email_addresses": ["office@birch.example"] }')
MAIN=$(create "accounts/$OFFICE/callflows" '{
  "name": "Main number", "numbers": ["+493012345678", "100"],
  "flow": { "module": "temporal_route", "data": { "rules": ["'$HOURS'"], "rule_set": "'$CLOSED'", "timezone": "Europe/Berlin" },
    "children": {
      "rule_set": { "module": "tts", "data": { "text": "We are closed for the holiday." },
        "children": { "_": { "module": "voicemail", "data": { "id": "'$NIGHT'" } } } },
      "'$HOURS'": { "module": "menu", "data": { "id": "'$MENU'" }, "children": {
        "1": { "module": "callflow", "data": { "id": "'$SALES'" } },
        "2": { "module": "callflow", "data": { "id": "'$SUPPORT'" } },
        "3": { "module": "directory", "data": { "id": "'$DIRECTORY'" } },
        "0": { "module": "callflow", "data": { "id": "'$RECEPTION'" } },
        "timeout": { "module": "callflow", "data": { "id": "'$RECEPTION'" } } } },
      "_": { "module": "voicemail", "data": { "id": "'$NIGHT'" } } } } }')
curl -sS --fail-with-body "$API/accounts/$OFFICE/callflows/$MAIN" -H "X-Auth-Token: $TOKEN" \
  -H 'Accept: image/svg+xml' -o main-number.svg

# A conference room and feature codes
ROOM=$(create "accounts/$OFFICE/conferences" '{
  "name": "Birch room", "conference_numbers": ["500"],
  "member": { "pins": ["1234"] }, "moderator": { "pins": ["9876"] } }')
create "accounts/$OFFICE/callflows" '{
  "name": "Birch room", "numbers": ["500"], "flow": { "module": "conference", "data": { "id": "'$ROOM'" } } }' > /dev/null
create "accounts/$OFFICE/callflows" '{
  "name": "Own mailbox", "numbers": ["*97"], "featurecode": { "name": "voicemail[action=check]", "number": "97" },
  "flow": { "module": "voicemail", "data": { "action": "check" } } }' > /dev/null
create "accounts/$OFFICE/callflows" '{
  "name": "Do not disturb", "numbers": ["*78"], "featurecode": { "name": "do_not_disturb[action=activate]", "number": "78" },
  "flow": { "module": "do_not_disturb", "data": { "action": "activate" } } }' > /dev/null
create "accounts/$OFFICE/callflows" '{
  "name": "Park and retrieve", "patterns": ["^\\*3([0-9]*)$"],
  "featurecode": { "name": "park_and_retrieve", "number": "3" },
  "flow": { "module": "park", "data": { "action": "auto" } } }' > /dev/null

# Unwanted callers
BLOCKED=$(create "accounts/$OFFICE/blacklists" '{ "name": "Unwanted", "numbers": { "+493099999999": { "name": "Surveys" } } }')
call PATCH "accounts/$OFFICE" '{ "blacklists": ["'$BLOCKED'"] }' > /dev/null

# What is there now
for KIND in users devices vmboxes groups temporal_rules callflows; do
  printf '%s: %s\n' $KIND "$(call GET "accounts/$OFFICE/$KIND?paginate=false" | grep -o '"id":"[0-9a-f]*"' | sort -u | wc -l | tr -d ' ')"
done
