/**
 * Runs a program until standard input ends, which it does when this process dies, however it dies. Then
 * it stops the program; unless the line `keep` came before, it removes the folder.
 */
export const keeper = `
"$@" >>"$LOG" 2>&1 &
program=$!
read -r wish
if [ "$wish" = keep ]; then kill -INT $program; else kill -QUIT $program; fi 2>/dev/null
wait $program
[ "$wish" = keep ] || rm -rf "$FOLDER"
`
