; The setup of Pledgebook: for one person, without administrator rights, without a network.
;
;   setup.exe /S                       without questions; /D=C:\some folder goes last, or in quotes as a whole
;   setup.exe /S /PORTABLE=1 /D=…      a portable one: it only lies in its folder
;
; Exit status: 0 done; 1 given up by somebody; 2 it could not be done; 3 not for this Windows; 4 the program is open.
;
; Given with -D: OUT, VERSION, NUMBERS, KILOBYTES, ICON, and FOLDER with texts.nsh and files.nsh, which are made.

Unicode true
Target amd64-unicode

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

Name "Pledgebook"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Pledgebook"
SetCompressor /SOLID lzma
SetCompressorDictSize 64
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10
AllowRootDirInstall true ; of a stick
BrandingText "Pledgebook ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=0 "CompanyName" "Pledgebook"
VIAddVersionKey /LANG=0 "ProductName" "Pledgebook"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "Setup of Pledgebook"
VIAddVersionKey /LANG=0 "LegalCopyright" "Apache License 2.0"

!define OURS "Software\Pledgebook"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\Pledgebook"
!define CLASSES "Software\Classes"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_LANGDLL_ALLLANGUAGES
!define MUI_ABORTWARNING

Var Portable ; 1 or empty
Var Sort     ; of how it is used: the two buttons
Var Default  ; where it lies unless somebody says otherwise

Page custom AskHow TakeHow
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\Pledgebook.exe"
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP $(STAYS)
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "Spanish"
!insertmacro MUI_LANGUAGE "Arabic"
!insertmacro MUI_LANGUAGE "Russian"
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_RESERVEFILE_LANGDLL
!include "${FOLDER}/texts.nsh"

; ------------------------------------------------------------------------------------------- is it open, is it ours

; Leaves when the program of $INSTDIR is open: Windows lets nobody write to a library that is in use.
!macro LEAVE_WHEN_OPEN
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\runtime\python311.dll"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\runtime\python311.dll" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDCANCEL`
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${Loop}
!macroend

; A folder that was given as "/D=C:\some folder"; NSIS itself understands it without quotes only.
Function TakeFolderInQuotes
  StrCpy $1 0
  ${Do}
    StrCpy $2 $CMDLINE 4 $1
    ${If} $2 == ""
      Return
    ${EndIf}
    IntOp $1 $1 + 1
  ${LoopUntil} $2 == '"/D='
  IntOp $1 $1 + 3
  StrCpy $INSTDIR $CMDLINE "" $1
  StrCpy $1 0
  ${Do}
    StrCpy $2 $INSTDIR 1 $1
    ${If} $2 == '"'
      StrCpy $INSTDIR $INSTDIR $1
      ${ExitDo}
    ${EndIf}
    IntOp $1 $1 + 1
  ${LoopUntil} $2 == ""
FunctionEnd

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_ICONSTOP "$(NEEDS)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  SetShellVarContext current
  Call TakeFolderInQuotes
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/PORTABLE=" $Portable
  StrCpy $Portable $Portable 1 ; what follows may be in quotes, and is then taken for a part of it
  ${If} $Portable != 1
    StrCpy $Portable ""
  ${EndIf}
  ; An update goes where the program lies, unless somebody says otherwise.
  StrCpy $Default "$LOCALAPPDATA\Programs\Pledgebook"
  ReadRegStr $0 HKCU "${OURS}" "Folder"
  ${If} $INSTDIR == $Default
  ${AndIf} $Portable == ""
  ${AndIf} $0 != ""
    StrCpy $INSTDIR $0
    StrCpy $Default $0
  ${EndIf}
  ${IfNot} ${Silent}
    !insertmacro MUI_LANGDLL_DISPLAY
  ${EndIf}
FunctionEnd

Function un.onInit
  SetShellVarContext current
  ReadRegStr $0 HKCU "${OURS}" "Language"
  ${If} $0 != ""
    StrCpy $LANGUAGE $0
  ${EndIf}
FunctionEnd

; -------------------------------------------------------------------------------------------------- how it is used

Function AskHow
  !insertmacro MUI_HEADER_TEXT "$(HOW)" "$(HOW_MORE)"
  nsDialogs::Create 1018
  Pop $0
  nsDialogs::SetRTL $(^RTL)
  ${NSD_CreateRadioButton} 0 8u 100% 12u "$(HERE)"
  Pop $1
  ${NSD_CreateLabel} 12u 22u -12u 28u "$(HERE_MORE)"
  Pop $0
  ${NSD_CreateRadioButton} 0 58u 100% 12u "$(PORTABLE)"
  Pop $Sort
  ${NSD_CreateLabel} 12u 72u -12u 36u "$(PORTABLE_MORE)"
  Pop $0
  ${If} $Portable == 1
    ${NSD_Check} $Sort
    ${NSD_SetFocus} $Sort
  ${Else}
    ${NSD_Check} $1
    ${NSD_SetFocus} $1
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function TakeHow
  ${NSD_GetState} $Sort $0
  ${If} $0 == ${BST_CHECKED}
    StrCpy $Portable 1
    ${If} $INSTDIR == $Default
      StrCpy $INSTDIR "$DESKTOP\Pledgebook"
    ${EndIf}
  ${Else}
    ${If} $Portable == 1
      StrCpy $INSTDIR $Default
    ${EndIf}
    StrCpy $Portable ""
  ${EndIf}
FunctionEnd

; --------------------------------------------------------------------------------------------------- what is written

Section "Pledgebook"
  !insertmacro LEAVE_WHEN_OPEN
  ; A portable one stays portable, whoever brings it up to date.
  ${If} ${FileExists} "$INSTDIR\portable.txt"
    StrCpy $Portable 1
  ${EndIf}
  ; Of an older version nothing may be found by the new one. What is not ours is left alone.
  ${If} ${FileExists} "$INSTDIR\runtime\*.*"
    ${IfNot} ${FileExists} "$INSTDIR\runtime\build.json"
    ${AndIfNot} ${FileExists} "$INSTDIR\runtime\boot.py"
      MessageBox MB_ICONSTOP "$(FOREIGN)" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    RMDir /r "$INSTDIR\runtime\site"
    RMDir /r "$INSTDIR\runtime\program"
    RMDir /r "$INSTDIR\licences"
    Delete "$INSTDIR\runtime\*.pyd"
    Delete "$INSTDIR\runtime\*.dll"
    Delete "$INSTDIR\runtime\*.zip"
  ${EndIf}
  ClearErrors
  SetOverwrite try
  !include "${FOLDER}/files.nsh"
  ${If} ${Errors}
    MessageBox MB_ICONSTOP "$(FAILED)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  SetOutPath "$INSTDIR"
  ${If} $Portable == 1
    FileOpen $0 "$INSTDIR\portable.txt" w
    FileWrite $0 "Settings and backups are kept in the folder home beside this file.$\r$\n"
    FileClose $0
  ${Else}
    Call Register
  ${EndIf}
SectionEnd

; What opens by a double click: ENDING SORT NAME VERB ICON
!macro OPENS ENDING SORT NAME VERB
  WriteRegStr HKCU "${CLASSES}\${SORT}" "" "${NAME}"
  WriteRegStr HKCU "${CLASSES}\${SORT}\DefaultIcon" "" "$INSTDIR\Pledgebook.exe,0"
  WriteRegStr HKCU "${CLASSES}\${SORT}\shell\open\command" "" '"$INSTDIR\Pledgebook.exe" ${VERB} "%1"'
  WriteRegNone HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${SORT}"
  ; Another program that opens such files keeps doing so; ours is then offered beside it.
  ReadRegStr $0 HKCR "${ENDING}" ""
  ${If} $0 == ""
    WriteRegStr HKCU "${CLASSES}\${ENDING}" "" "${SORT}"
  ${EndIf}
!macroend

!macro OPENS_NO_MORE ENDING SORT
  DeleteRegKey HKCU "${CLASSES}\${SORT}"
  DeleteRegValue HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${SORT}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}\OpenWithProgids"
  ReadRegStr $0 HKCU "${CLASSES}\${ENDING}" ""
  ${If} $0 == "${SORT}"
    DeleteRegValue HKCU "${CLASSES}\${ENDING}" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}"
!macroend

!define CHANGED 'System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"'

Function Register
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Pledgebook.lnk" "$INSTDIR\Pledgebook.exe"
  WriteRegStr HKCU "${OURS}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${OURS}" "Language" "$LANGUAGE"
  !insertmacro OPENS ".pledgebook" "Pledgebook.Submission" "$(SUBMISSION)" "open"
  !insertmacro OPENS ".asice" "Pledgebook.Package" "$(PACKAGE)" "open"
  !insertmacro OPENS ".pledgebook-update" "Pledgebook.Update" "$(UPDATE)" "open"
  ${CHANGED}
  WriteRegStr HKCU "${LISTED}" "DisplayName" "Pledgebook"
  WriteRegStr HKCU "${LISTED}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${LISTED}" "DisplayIcon" "$INSTDIR\Pledgebook.exe"
  WriteRegStr HKCU "${LISTED}" "Publisher" "Pledgebook"
  WriteRegStr HKCU "${LISTED}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${LISTED}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${LISTED}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${LISTED}" "NoModify" 1
  WriteRegDWORD HKCU "${LISTED}" "NoRepair" 1
  WriteRegDWORD HKCU "${LISTED}" "EstimatedSize" ${KILOBYTES}
FunctionEnd

; --------------------------------------------------------------------------------------------------------- removal

Section "Uninstall"
  !insertmacro LEAVE_WHEN_OPEN
  ; A folder that is not that of the program was never laid by the setup.
  ${If} ${FileExists} "$INSTDIR\runtime\build.json"
    RMDir /r "$INSTDIR\runtime"
    RMDir /r "$INSTDIR\licences"
  ${EndIf}
  Delete "$INSTDIR\Pledgebook.exe"
  Delete "$INSTDIR\pledgebook-cli.exe"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Pledgebook.lnk"
  !insertmacro OPENS_NO_MORE ".pledgebook" "Pledgebook.Submission"
  !insertmacro OPENS_NO_MORE ".asice" "Pledgebook.Package"
  !insertmacro OPENS_NO_MORE ".pledgebook-update" "Pledgebook.Update"
  ${CHANGED}
  DeleteRegKey HKCU "${LISTED}"
  DeleteRegKey HKCU "${OURS}"
SectionEnd
